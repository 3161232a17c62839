using BackupSh.Storage;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Testing.Tests;

/// <summary>Without a script nothing may be noticed of it.</summary>
public sealed class FaultyStorageContractTests : StorageContractTests
{
    protected override Task<IBackupStorage> CreateAsync() => Task.FromResult<IBackupStorage>(new FaultyStorage(new InMemoryStorage()));
}
