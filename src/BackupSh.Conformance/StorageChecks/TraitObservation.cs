using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Finds out the traits of a storage in use, as far as they show.</summary>
internal static class TraitObservation
{
    internal static async Task<StorageTraits> ObserveAsync(IBackupStorage storage, string scratchPrefix, CancellationToken cancellationToken)
    {
        string lower = $"{scratchPrefix}{Guid.NewGuid():N}-traits";
        string upper = lower + "X";
        lower += "x";
        bool foldsCase = false;
        try
        {
            StorageObject stored = await UploadAsync(storage, lower, cancellationToken).ConfigureAwait(false);
            try
            {
                await UploadAsync(storage, upper, cancellationToken).ConfigureAwait(false);
            }
            catch (StorageObjectExistsException)
            {
                foldsCase = true;
            }

            return new StorageTraits
            {
                CreateOnly = storage.GetAbility<ICreateOnlyStorage>()?.Scope,
                HasQuota = storage.GetAbility<IStorageQuota>() is not null,
                HasTemporaryLinks = storage.GetAbility<ITemporaryLinkStorage>() is not null,
                HasObjectLock = storage.GetAbility<IObjectLockStorage>() is not null,
                HasVersions = stored.Version is not null,
                ChecksumAlgorithm = stored.Checksum?.Split(':')[0],
                FoldsCase = foldsCase,
            };
        }
        finally
        {
            await storage.DeleteAsync([lower, upper], CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static Task<StorageObject> UploadAsync(IBackupStorage storage, string name, CancellationToken cancellationToken) =>
        storage.UploadAsync(name, new PayloadStream(new Payload(1)), StorageScratch.Options(), cancellationToken);
}
