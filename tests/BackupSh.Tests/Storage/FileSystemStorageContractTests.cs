using BackupSh.Storage;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Tests.Storage;

public sealed class FileSystemStorageContractTests : StorageContractTests, IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    protected override Task<IBackupStorage> CreateAsync() =>
        Task.FromResult<IBackupStorage>(new FileSystemStorage("nas", new FileSystemStorageOptions { Directory = _directory.Path }));
}
