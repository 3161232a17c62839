using BackupSh.Backups;
using BackupSh.Catalog.History;
using BackupSh.Configuration;
using BackupSh.Diagnostics;
using BackupSh.Rotation;

namespace BackupSh.Catalog.Sync;

/// <summary>Finds the backups that a storage of their job has missed, and has them copied.</summary>
/// <param name="engine">The engine.</param>
/// <param name="states">What each storage holds, from listings of just now.</param>
internal sealed class ReplicaHealing(Engine engine, IReadOnlyDictionary<string, StorageState> states)
{
    /// <summary>Heals the storages of jobs, the newest backups first.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="limit">How many backups are copied to a storage of a job at most.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <returns>The outcomes by storage. A copy that failed is among them, not thrown.</returns>
    internal async Task<ILookup<string, HealOutcome>> RunAsync(
        IEnumerable<JobConfiguration> jobs, int limit, CancellationToken cancellationToken)
    {
        List<(string Storage, HealOutcome Outcome)> outcomes = [];
        foreach (JobConfiguration job in jobs.Where(job => !job.IsSimulation))
        {
            foreach (JobStorage storage in job.Storages.Where(storage => IsKnown(storage.Name)))
            {
                foreach (BackupName missed in FindMissed(job, storage).Take(limit))
                {
                    outcomes.Add((storage.Name, await HealAsync(job, missed, storage, cancellationToken).ConfigureAwait(false)));
                }
            }
        }

        return outcomes.ToLookup(pair => pair.Storage, pair => pair.Outcome);
    }

    private IEnumerable<BackupName> FindMissed(JobConfiguration job, JobStorage storage)
    {
        StorageState state = states[storage.Name];
        HashSet<BackupName> missed = [];
        foreach (StorageState other in job.Storages.Where(other => IsKnown(other.Name)).Select(other => states[other.Name]))
        {
            // What is gone was there: somebody has deleted it, and means it.
            missed.UnionWith(other.Whole
                .Where(copy => IsOf(job, copy.Value) && !state.Listed.Contains(copy.Key) && !state.Gone.Contains(copy.Key))
                .Select(copy => copy.Key));
        }

        return [.. missed.Except(RotatedAtOnce(storage.Rotation, state, missed)).OrderDescending()];
    }

    private bool IsKnown(string storage) => states.TryGetValue(storage, out StorageState? state) && state.Result.Error is null;

    private bool IsOf(JobConfiguration job, BackupDocument document) =>
        string.Equals(document.Job, job.Name, StringComparison.OrdinalIgnoreCase) && document.Instance == engine.Configuration.Instance;

    // What the storage's rotation would delete when it next runs is not worth the way.
    private IEnumerable<BackupName> RotatedAtOnce(RotationPolicy policy, StorageState state, HashSet<BackupName> missed)
    {
        foreach (string database in missed.Select(name => name.Database).Distinct())
        {
            IEnumerable<RotationCandidate> standing = state.Whole.Where(copy => copy.Key.Database == database).Select(copy => new RotationCandidate(copy.Key)
            {
                IsForeign = copy.Value.Instance is { } instance && instance != engine.Configuration.Instance,
            });
            IEnumerable<RotationCandidate> coming = missed.Where(name => name.Database == database).Select(name => new RotationCandidate(name));
            RotationPlan plan = RotationPlanner.Plan(policy, [.. standing, .. coming], engine.Now);
            foreach (RotationPlanItem item in plan.Delete)
            {
                yield return BackupName.Parse(item.Candidate.Id);
            }
        }
    }

    private async Task<HealOutcome> HealAsync(JobConfiguration job, BackupName name, JobStorage storage, CancellationToken cancellationToken)
    {
        string[] sources = [.. job.Storages.Select(source => source.Name).Where(source => IsKnown(source) && states[source].Whole.ContainsKey(name))];
        HealOutcome outcome = await HealFromAsync(job, name, sources[0], storage, cancellationToken).ConfigureAwait(false);
        foreach (string source in sources.Skip(1).TakeWhile(_ => outcome.Error is not null))
        {
            outcome = await HealFromAsync(job, name, source, storage, cancellationToken).ConfigureAwait(false);
        }

        if (outcome.Error is { } error)
        {
            CatalogLog.NotHealed(engine.Logger, outcome.Backup, storage.Name, error);
        }
        else
        {
            CatalogLog.Healed(engine.Logger, outcome.Backup, storage.Name, outcome.Source);
        }

        return outcome;
    }

    private async Task<HealOutcome> HealFromAsync(
        JobConfiguration job, BackupName name, string source, JobStorage storage, CancellationToken cancellationToken)
    {
        ReplicaCopy copy = new(engine, job, name, source, storage);
        AuditEntry? begun = null;
        try
        {
            begun = await engine.Audit.BeginAsync(
                AuditAct.Heal, [name.ToString()], $"missing in '{storage.Name}', whole in '{source}'",
                entry => entry with { Storage = storage.Name, Job = job.Name, RunId = copy.RunId }, cancellationToken).ConfigureAwait(false);
            await copy.RunAsync(cancellationToken).ConfigureAwait(false);
            await engine.Audit.EndAsync(begun, AuditOutcome.Done, null).ConfigureAwait(false);
            return new HealOutcome(name.ToString(), source, null);
        }
        catch (Exception exception)
        {
            BackupShError error = Failure.ErrorOf(exception);
            if (begun is not null)
            {
                await engine.Audit.EndAsync(begun, AuditOutcome.Failed, error).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            return new HealOutcome(name.ToString(), source, error);
        }
    }
}
