using System.Globalization;
using System.Runtime.CompilerServices;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Checks;

/// <summary>Looks whether a storage can be listed, written, read and cleaned, agrees about the time and has room.</summary>
internal sealed class StorageCheck(Engine engine, string storage)
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    internal async IAsyncEnumerable<CheckResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (CheckResult result, StorageTarget? target, StorageListing? listing) = await ListAsync(cancellationToken).ConfigureAwait(false);
        yield return result;
        if (target is null || listing is null)
        {
            yield break; // every further request would tell the same, and may take as long again
        }

        Cleanup cleanup = new(Options.BackupJobOptions.DefaultCleanupTimeout, engine.Time, engine.Logger);
        foreach (CheckResult probed in await new StorageProbe(target, cleanup, engine.Time).RunAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return probed;
        }

        await cleanup.TryAsync(target.Name, "stale probes", token => StorageProbe.SweepAsync(engine, target, token)).ConfigureAwait(false);
        if (target.Storage.GetAbility<IStorageQuota>() is { } quota)
        {
            yield return await SpaceAsync(quota, listing, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(CheckResult Result, StorageTarget? Target, StorageListing? Listing)> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            StorageTarget target = engine.GetTarget(storage);
            StorageListing listing = StorageListing.Of(await target.Requests.ListAsync("", cancellationToken).ConfigureAwait(false));
            int count = listing.Backups.Count(files => files.Info is not null);
            return (CheckResult.Passed(CheckKind.StorageListing, storage, $"{count} {(count == 1 ? "backup" : "backups")}"), target, listing);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            Log.Unexpected(engine.Logger, exception);
            return (CheckResult.Failed(CheckKind.StorageListing, storage, Failure.ErrorOf(exception)), null, null);
        }
    }

    private async Task<CheckResult> SpaceAsync(IStorageQuota quota, StorageListing listing, CancellationToken cancellationToken)
    {
        try
        {
            StorageSpace space = await quota.GetSpaceAsync(cancellationToken).ConfigureAwait(false);
            long needed = NewestArchives(listing).Sum(archive => archive.SizeBytes);
            return space.FreeBytes is not { } free ? CheckResult.Passed(CheckKind.StorageSpace, storage, "no limit is known")
                : free >= needed ? CheckResult.Passed(CheckKind.StorageSpace, storage, $"{Size(free)} free, {Size(needed)} in the newest backups")
                : CheckResult.Warning(CheckKind.StorageSpace, storage, ErrorTexts.Error("BSH0805", storage, free, needed));
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            // Backups are stored all the same, as long as there is room.
            return CheckResult.Warning(CheckKind.StorageSpace, storage, Failure.ErrorOf(exception));
        }
    }

    // What the next round of runs will need, as far as anybody can tell.
    private static IEnumerable<StorageObject> NewestArchives(StorageListing listing) =>
        listing.Backups.Where(files => files.Info is not null && files.Archives.Count == 1)
            .DistinctBy(files => files.Name.Database, StringComparer.Ordinal)
            .Select(files => files.Archives[0]);

    private static string Size(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }
}
