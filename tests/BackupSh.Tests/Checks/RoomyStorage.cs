using BackupSh.Storage;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Checks;

/// <summary>A storage that tells how much room it has.</summary>
internal sealed class RoomyStorage(IBackupStorage inner, StorageSpace space) : DelegatingStorage(inner), IStorageQuota
{
    public Task<StorageSpace> GetSpaceAsync(CancellationToken cancellationToken = default) => Task.FromResult(space);
}
