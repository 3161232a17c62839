using System.Globalization;
using System.Text.Json;
using BackupSh.Backups;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;

namespace BackupSh.Catalog.Sync;

/// <summary>Brings the catalog up to date with the storages, and the storages with each other.</summary>
/// <remarks>Thread-safe. Nothing is deleted, and nothing overwritten.</remarks>
public sealed class CatalogSync
{
    /// <summary>How long notifications are kept; runs, usage and the audit trail stay.</summary>
    private static readonly TimeSpan NotificationAge = TimeSpan.FromDays(90);

    private readonly Engine _engine;

    internal CatalogSync(Engine engine) => _engine = engine;

    /// <summary>Lists the storages, reads the info files that are new or changed, marks what is gone, and copies backups to storages of
    /// their job that have missed them.</summary>
    /// <param name="options">How to go about it; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the sync; what it knows by then stays.</param>
    /// <returns>One result for each storage. A storage that failed is in the result, not thrown, and so is a backup that could not be
    /// copied.</returns>
    /// <exception cref="BackupShException">There is no storage of this name (<c>BSH0142</c>).</exception>
    /// <exception cref="CatalogException">The catalog could not be written to.</exception>
    public async Task<IReadOnlyList<SyncResult>> SyncAsync(SyncOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SyncOptions();
        string[] storages = options.Storage is { } only ? [_engine.Components.GetStorageName(only)] : [.. _engine.StoragesInOrder];
        StorageState[] states = await Task.WhenAll(storages.Select(storage => SyncAsync(storage, options, cancellationToken))).ConfigureAwait(false);
        if (options is { Heal: true, Storage: null })
        {
            await HealAsync(states, options, cancellationToken).ConfigureAwait(false);
        }

        SyncResult[] results = [.. states.Select(state => state.Result)];
        foreach (SyncResult result in results)
        {
            await RememberAsync(result, cancellationToken).ConfigureAwait(false);
        }

        await _engine.Store.RemoveBeforeAsync(CatalogRecordKind.Notification, _engine.Now - NotificationAge, cancellationToken).ConfigureAwait(false);
        return results;
    }

    private Task<StorageState> SyncAsync(string storage, SyncOptions options, CancellationToken cancellationToken) =>
        new StorageSync(_engine, _engine.GetTarget(storage), BackupQuery.All).RunAsync(options.AcceptLoss, cancellationToken);

    private async Task HealAsync(StorageState[] states, SyncOptions options, CancellationToken cancellationToken)
    {
        ReplicaHealing healing = new(_engine, states.ToDictionary(state => state.Result.Storage, StringComparer.OrdinalIgnoreCase));
        IReadOnlyList<JobConfiguration> jobs = await _engine.Jobs.ListAsync(cancellationToken).ConfigureAwait(false);
        ILookup<string, HealOutcome> outcomes = await healing.RunAsync(jobs, int.MaxValue, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < states.Length; i++)
        {
            SyncResult before = states[i].Result;
            HealOutcome[] healed = [.. outcomes[before.Storage]];
            SyncResult after = healed.Any(outcome => outcome.Error is null)
                ? (await SyncAsync(before.Storage, options, cancellationToken).ConfigureAwait(false)).Result
                : before;

            // What was copied is told as healed, and not as found.
            states[i] = states[i] with { Result = after with { Added = before.Added, Gone = before.Gone, Healed = healed } };
        }
    }

    private async Task RememberAsync(SyncResult result, CancellationToken cancellationToken)
    {
        if (result.Error is { } error)
        {
            CatalogLog.NotSynced(_engine.Logger, result.Storage, error);
            return;
        }

        CatalogLog.Synced(_engine.Logger, result.Storage, result.Backups, result.Added.Count, result.Gone.Count, result.Problems.Count);
        UsageRecord usage = new(result.Storage, DateOnly.FromDateTime(_engine.Now.UtcDateTime), result.Backups, result.ArchiveBytes);
        string document = JsonSerializer.Serialize(usage, CatalogJson.Default.UsageRecord);
        string day = usage.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await _engine.Store.WriteAsync(
            [new CatalogRecord(CatalogRecordKind.Usage, result.Storage, day, _engine.Now, document)], cancellationToken).ConfigureAwait(false);
    }
}
