using BackupSh.Conformance;
using BackupSh.TestSupport.Sources;

namespace BackupSh.Tests.Sources.Folder;

public sealed class FolderSourceConformanceTests : SourceConformanceTests, IDisposable
{
    private readonly FolderConformance _conformance = new();

    protected override SourceConformance Conformance => _conformance;

    public void Dispose() => _conformance.Dispose();
}
