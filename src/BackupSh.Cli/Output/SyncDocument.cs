using BackupSh.Catalog.Sync;

namespace BackupSh.Cli.Output;

/// <summary>What <c>sync</c> writes.</summary>
/// <param name="Complete">Whether every storage was read wholly.</param>
/// <param name="Storages">What was found in each storage.</param>
internal sealed record SyncDocument(bool Complete, IReadOnlyList<SyncedStorage> Storages)
{
    internal static SyncDocument Of(IReadOnlyList<SyncResult> results) =>
        new(results.All(result => result.Error is null), [.. results.Select(SyncedStorage.Of)]);
}
