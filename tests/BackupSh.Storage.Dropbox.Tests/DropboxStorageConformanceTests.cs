using BackupSh.Conformance;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Storage.Dropbox.Tests;

public sealed class DropboxStorageConformanceTests : StorageConformanceTests, IAsyncDisposable
{
    private readonly DropboxConformance _conformance = new();

    protected override StorageConformance Conformance => _conformance;

    public ValueTask DisposeAsync() => _conformance.DisposeAsync();
}
