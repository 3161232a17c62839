using BackupSh.Storage;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Testing.Tests;

public sealed class InMemoryStorageContractTests : StorageContractTests
{
    protected override Task<IBackupStorage> CreateAsync() => Task.FromResult<IBackupStorage>(new InMemoryStorage());
}
