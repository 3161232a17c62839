using BackupSh.Conformance;
using BackupSh.Testing.Tests.Conformance;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Testing.Tests;

/// <summary>Without a script nothing may be noticed of it.</summary>
public sealed class FaultyStorageConformanceTests : StorageConformanceTests
{
    protected override StorageConformance Conformance { get; } = new InMemoryConformance(new FaultyStorage(new InMemoryStorage()));
}
