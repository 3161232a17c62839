using BackupSh.Backups;
using BackupSh.Diagnostics;

namespace BackupSh.Catalog.Sync;

/// <summary>Copies to the storages of a run what they have missed of its database before: a storage that was down needs nobody to
/// look after it.</summary>
internal sealed class RunHealing(Engine engine, RunContext run)
{
    // What a storage misses in a bad week. More would make a run the first copy of a new storage, which is a sync's work.
    internal const int MaximumCopies = 10;

    /// <summary>Heals the storages that have taken the run's backup.</summary>
    /// <param name="database">The database, as file names spell it.</param>
    /// <param name="outcomes">What became of the run's backup.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <returns>The outcomes, with what was copied. What fails is among them or in the log, never thrown: the backup stands, and the
    /// next run tries again.</returns>
    internal async Task<IReadOnlyList<StorageOutcome>> RunAsync(
        string database, IReadOnlyList<StorageOutcome> outcomes, CancellationToken cancellationToken)
    {
        HashSet<string> committed = [.. outcomes.Where(outcome => outcome.IsCommitted).Select(outcome => outcome.Storage)];
        StorageTarget[] targets = [.. run.Targets.Where(target => committed.Contains(target.Name))];
        try
        {
            ILookup<string, HealOutcome> healed = await HealAsync(targets, database, cancellationToken).ConfigureAwait(false);
            return [.. outcomes.Select(outcome => outcome with { Healed = [.. healed[outcome.Storage]] })];
        }
        catch (Exception exception)
        {
            if (!exception.IsCancellationBy(cancellationToken))
            {
                CatalogLog.HealingFailed(engine.Logger, run.Job.Name, Failure.ErrorOf(exception));
            }

            return outcomes;
        }
    }

    private async Task<ILookup<string, HealOutcome>> HealAsync(StorageTarget[] targets, string database, CancellationToken cancellationToken)
    {
        BackupQuery series = new() { FileDatabase = database };
        Dictionary<string, StorageState> states = new(StringComparer.OrdinalIgnoreCase);
        if (await MayMissAsync(targets, series, cancellationToken).ConfigureAwait(false))
        {
            StorageState[] read = await Task.WhenAll(targets.Select(target =>
                new StorageSync(engine, target, series).RunAsync(acceptLoss: false, cancellationToken))).ConfigureAwait(false);
            foreach (SyncResult failed in read.Select(state => state.Result).Where(result => result.Error is not null))
            {
                CatalogLog.NotSynced(engine.Logger, failed.Storage, failed.Error!);
            }

            run.Progress.Begin(BackupStage.Healing);
            states = read.ToDictionary(state => state.Result.Storage, StringComparer.OrdinalIgnoreCase);
        }

        return await new ReplicaHealing(engine, states).RunAsync([run.Job], MaximumCopies, cancellationToken).ConfigureAwait(false);
    }

    // The names tell whether there is anything to do: mostly there is not, and then no info file is read, and no catalog.
    private async Task<bool> MayMissAsync(StorageTarget[] targets, BackupQuery series, CancellationToken cancellationToken)
    {
        if (targets.Length < 2 || !run.Job.HealsAfterRun)
        {
            return false;
        }

        StorageListing[] listings = await Task.WhenAll(targets.Select(target =>
            engine.GetReader(target).ListAsync(series, cancellationToken))).ConfigureAwait(false);
        HashSet<BackupName> known = [.. listings.SelectMany(listing => listing.Backups).Where(files => files.IsBackup && series.MayMatch(files.Name))
            .Select(files => files.Name)];
        return listings.Any(listing => !known.IsSubsetOf(listing.Backups.Select(files => files.Name)));
    }
}
