using BackupSh.Conformance;
using BackupSh.Testing.Tests.Conformance;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Testing.Tests;

public sealed class InMemoryStorageWithoutCreateOnlyConformanceTests : StorageConformanceTests
{
    protected override StorageConformance Conformance { get; } = new InMemoryConformance(new InMemoryStorage { CreatesOnly = false });
}
