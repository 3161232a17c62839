using BackupSh.Catalog.Sync;

namespace BackupSh.Cli.Output;

/// <summary>What a sync found in a storage.</summary>
internal sealed record SyncedStorage(
    string Storage,
    int Backups,
    long ArchiveBytes,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Gone,
    IReadOnlyList<HealedBackup> Healed,
    IReadOnlyList<ListedProblem> Problems,
    ShownError? Error)
{
    internal static SyncedStorage Of(SyncResult result) => new(
        result.Storage,
        result.Backups,
        result.ArchiveBytes,
        result.Added,
        result.Gone,
        [.. result.Healed.Select(HealedBackup.Of)],
        [.. result.Problems.Select(ListedProblem.Of)],
        ShownError.OfNullable(result.Error));
}
