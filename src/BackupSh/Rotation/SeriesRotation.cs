using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Rotation;

/// <summary>Rotates one series: the backups of one database in one storage.</summary>
internal sealed class SeriesRotation(StorageTarget target, string database, string instance, SeriesReader reader, TimeProvider time)
{
    private readonly List<string> _deleted = [];
    private readonly List<string> _retained = [];

    private BackupQuery Series { get; } = new() { FileDatabase = database };

    /// <summary>Plans the rotation on a complete listing, and carries it out unless it is a dry run.</summary>
    /// <returns>What was done so far, with the error that ended it; a cancellation is one, too (<c>BSH0531</c>).</returns>
    /// <remarks>A listing or an info file that cannot be read ends it before anything is deleted.</remarks>
    internal async Task<RotationResult> RotateAsync(RotationPolicy policy, bool dryRun, CancellationToken cancellationToken)
    {
        RotationPlan? plan = null;
        BackupShError? error = null;
        try
        {
            List<BackupEntry> entries = await ReadAsync(cancellationToken).ConfigureAwait(false);
            plan = RotationPlanner.Plan(policy, [.. entries.Select(Candidate)], time.GetUtcNow());
            if (!dryRun)
            {
                await DeleteAsync(plan, entries, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            error = exception.IsCancellationBy(cancellationToken) ? ErrorTexts.Error("BSH0531", database, target.Name) : Failure.ErrorOf(exception);
        }

        return new RotationResult(target.Name, database, plan, _deleted, _retained, error);
    }

    /// <summary>Removes claims of runs that ended long ago without giving them back.</summary>
    internal async Task SweepClaimsAsync(CancellationToken cancellationToken)
    {
        StorageListing listing = await reader.ListAsync(Series, cancellationToken).ConfigureAwait(false);
        foreach (BackupFiles files in listing.Backups.Where(files => Series.MayMatch(files.Name) && files.HasStaleClaim(time.GetUtcNow())))
        {
            await target.Requests.DeleteAsync(files.Claim!.Name, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<BackupEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        StorageListing listing = await reader.ListAsync(Series, cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(listing, Series, [], cancellationToken).ConfigureAwait(false);
    }

    private RotationCandidate Candidate(BackupEntry entry) => new(entry.Name)
    {
        Health = entry.Health switch
        {
            BackupHealth.Complete => RotationHealth.Healthy,
            BackupHealth.Damaged => RotationHealth.Damaged,
            _ => RotationHealth.Incomplete,
        },
        IsPinned = entry.IsPinned,

        // A backup that names no instance is the Awkhad modules', and so ours.
        IsForeign = entry.Info.Details is { } details && details.Instance != instance,
    };

    private async Task DeleteAsync(RotationPlan plan, List<BackupEntry> entries, CancellationToken cancellationToken)
    {
        Dictionary<BackupName, BackupEntry> byName = entries.ToDictionary(entry => entry.Name);
        BackupEntry? newest = plan.Keep.Where(IsNewest).Select(item => byName[item.Candidate.Name]).FirstOrDefault();
        foreach (RotationPlanItem item in plan.Delete.Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await ThrowUnlessStandsAsync(newest, cancellationToken).ConfigureAwait(false);
            if (await reader.IsPinnedAsync(item.Candidate.Name, cancellationToken).ConfigureAwait(false))
            {
                continue; // pinned since it was listed
            }

            DeleteOutcome outcome = await BackupDeletion.DeleteAsync(target, byName[item.Candidate.Name], cancellationToken).ConfigureAwait(false);
            switch (outcome.Status)
            {
                case DeleteStatus.Retained: _retained.Add(item.Candidate.Name.ToString()); break;
                case DeleteStatus.Failed: throw new StorageException(target.Name, outcome.Name, outcome.Error ?? ErrorTexts.Error("BSH0513", target.Name, outcome.Name));
                default: _deleted.Add(item.Candidate.Name.ToString()); break;
            }
        }
    }

    private static bool IsNewest(RotationPlanItem item) => item.Reasons.Any(reason => reason.Kind == RotationReasonKind.Newest);

    // The newest healthy backup is what everything else may be deleted for: it is looked at before each deletion.
    private async Task ThrowUnlessStandsAsync(BackupEntry? newest, CancellationToken cancellationToken)
    {
        if (newest is null)
        {
            throw new StorageException(target.Name, null, ErrorTexts.Error("BSH0530", database, target.Name));
        }

        List<StorageObject> files = await target.Requests.ListAsync(newest.Name + ".", cancellationToken).ConfigureAwait(false);
        if (!files.Exists(file => file.Name == newest.Archive && file.SizeBytes == newest.ArchiveBytes)
            || !files.Exists(file => file.Name == newest.Name.File(BackupFile.InfoExtension)))
        {
            throw new StorageException(target.Name, newest.Archive, ErrorTexts.Error("BSH0530", database, target.Name));
        }
    }
}
