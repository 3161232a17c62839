using BackupSh.Storage;

namespace BackupSh.Conformance.StorageChecks;

/// <summary>Clause 9: abilities are what is declared, and decorators hide none.</summary>
internal static class AbilityChecks
{
    internal static IEnumerable<StorageCheck> All =>
    [
        new(
            StorageClause.Errors, "create-only-is-declared", "It has the ability ICreateOnlyStorage, with its scope, if and only if that is declared.",
            calls: 1, bytes: 0, CreateOnlyIsDeclaredAsync),
        new(
            StorageClause.Errors, "quota-is-declared-and-sane", "It has the ability IStorageQuota if and only if that is declared; no room is negative, and no more is free than there is.",
            calls: 1, bytes: 0, QuotaIsSaneAsync),
        new(
            StorageClause.Errors, "unknown-ability-is-null", "An ability that it does not have is null, and the storage itself is found as what it is.",
            calls: 1, bytes: 0, UnknownIsNullAsync),
    ];

    private static Task CreateOnlyIsDeclaredAsync(StorageScratch scratch)
    {
        Expect.Equal(scratch.Traits.CreateOnly, scratch.Storage.GetAbility<ICreateOnlyStorage>()?.Scope, "the scope of creating only, as declared,");
        return Task.CompletedTask;
    }

    private static async Task QuotaIsSaneAsync(StorageScratch scratch)
    {
        IStorageQuota? quota = scratch.Storage.GetAbility<IStorageQuota>();
        Expect.Equal(scratch.Traits.HasQuota, quota is not null, "whether it tells its room, as declared,");
        if (quota is null)
        {
            return;
        }

        StorageSpace space = await quota.GetSpaceAsync(scratch.Token).ConfigureAwait(false);
        Expect.True(space.TotalBytes is null or >= 0 && space.FreeBytes is null or >= 0, $"Expected no room to be negative, found {space}.");
        Expect.True(space.TotalBytes is null || space.FreeBytes is null || space.FreeBytes <= space.TotalBytes, $"Expected no more to be free than there is, found {space}.");
    }

    private static Task UnknownIsNullAsync(StorageScratch scratch)
    {
        Expect.True(scratch.Storage.GetAbility<NoAbility>() is null, "Expected an ability that nobody has to be null.");
        Expect.True(scratch.Storage.GetAbility<IBackupStorage>() is not null, "Expected the storage to be found as IBackupStorage.");
        return Task.CompletedTask;
    }

    private sealed class NoAbility;
}
