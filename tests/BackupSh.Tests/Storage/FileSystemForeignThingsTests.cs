using BackupSh.Storage;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Tests.Storage;

public sealed class FileSystemForeignThingsTests : ForeignThingsTests, IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override Task<IBackupStorage> OpenEmptyAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IBackupStorage>(new FileSystemStorage("nas", new FileSystemStorageOptions { Directory = _directory.Path }));
}
