using BackupSh.Conformance;
using BackupSh.Testing.Tests.Conformance;
using BackupSh.TestSupport.Sources;

namespace BackupSh.Testing.Tests;

public sealed class FakeSourceConformanceTests : SourceConformanceTests
{
    protected override SourceConformance Conformance { get; } = new FakeConformance(new FakeSource());
}
