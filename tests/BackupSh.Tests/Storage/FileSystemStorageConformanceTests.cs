using BackupSh.Conformance;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Tests.Storage;

public sealed class FileSystemStorageConformanceTests : StorageConformanceTests, IDisposable
{
    private readonly FileSystemConformance _conformance = new();

    protected override StorageConformance Conformance => _conformance;

    public void Dispose() => _conformance.Dispose();
}
