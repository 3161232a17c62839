using BackupSh.Conformance;
using BackupSh.TestSupport.Sources;

namespace BackupSh.Sources.Sqlite.Tests;

public sealed class SqliteSourceConformanceTests : SourceConformanceTests, IDisposable
{
    private readonly SqliteConformance _conformance = new();

    protected override SourceConformance Conformance => _conformance;

    public void Dispose() => _conformance.Dispose();
}
