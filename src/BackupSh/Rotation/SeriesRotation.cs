using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Rotation;

/// <summary>Rotates one series: the backups of one database in one storage.</summary>
internal sealed class SeriesRotation(
    StorageTarget target, string database, string instance, SeriesReader reader, BackupDeletion deletion, TimeProvider time)
{
    // A pin that cannot be read still pins.
    private static readonly BackupPin UnreadPin = new("", null, "");

    private readonly List<string> _deleted = [];
    private readonly List<string> _retained = [];

    /// <summary>Gets the job whose policy it is, or null; the audit trail names it.</summary>
    internal string? Job { get; init; }

    /// <summary>Gets the run that it belongs to, or null; the audit trail names it.</summary>
    internal string? RunId { get; init; }

    private BackupQuery Series { get; } = new() { FileDatabase = database };

    /// <summary>Plans the rotation on a complete listing, and carries it out unless it is a dry run.</summary>
    /// <param name="policy">Which backups to keep.</param>
    /// <param name="options">Whether only to plan, and whether somebody has consented to a mass deletion.</param>
    /// <param name="witness">A backup that was committed just now, or null: a listing without it is not complete.</param>
    /// <param name="cancellationToken">Ends the rotation between two deletions.</param>
    /// <returns>What was done so far, with the error that ended it; a cancellation is one, too (<c>BSH0531</c>).</returns>
    /// <remarks>A listing or an info file that cannot be read ends it before anything is deleted. A listing that is shorter than
    /// the truth deletes nothing that a whole one would keep: no rule keeps less when newer backups are missing.</remarks>
    internal async Task<RotationResult> RotateAsync(
        RotationPolicy policy, RotateOptions options, BackupName? witness, CancellationToken cancellationToken)
    {
        RotationPlan? plan = null;
        BackupShError? error = null;
        try
        {
            IReadOnlyList<BackupEntry> entries = await ReadAsync(witness, cancellationToken).ConfigureAwait(false);
            plan = Plan(policy, entries);
            if (!options.DryRun)
            {
                ThrowIfConsentIsMissing(plan, options);
                await DeleteAsync(plan, entries, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            error = exception.IsCancellationBy(cancellationToken) ? ErrorTexts.Error("BSH0531", database, target.Name) : Failure.ErrorOf(exception);
        }

        return new RotationResult(target.Name, database, plan, _deleted, _retained, error);
    }

    /// <summary>Plans two policies on one complete listing.</summary>
    internal async Task<RotationPreview> PreviewAsync(RotationPolicy current, RotationPolicy proposed, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<BackupEntry> entries = await ReadAsync(witness: null, cancellationToken).ConfigureAwait(false);
            Dictionary<string, long> sizes = entries.ToDictionary(entry => entry.Name.ToString(), entry => entry.ArchiveBytes);
            return new RotationPreview(target.Name, database, Plan(current, entries), Plan(proposed, entries), sizes, null);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            return new RotationPreview(target.Name, database, null, null, new Dictionary<string, long>(), Failure.ErrorOf(exception));
        }
    }

    /// <summary>Removes claims of runs that ended long ago without giving them back.</summary>
    internal async Task SweepClaimsAsync(CancellationToken cancellationToken)
    {
        StorageListing listing = await reader.ListAsync(Series, cancellationToken).ConfigureAwait(false);
        foreach (BackupFiles files in listing.Backups.Where(files => Series.MayMatch(files.Name) && files.HasStaleClaim(time.GetUtcNow())))
        {
            DeleteOutcome outcome = await target.Requests.DeleteAsync(files.Claim!.Name, cancellationToken).ConfigureAwait(false);
            if (!outcome.IsGone)
            {
                throw Failed(outcome);
            }
        }
    }

    private async Task<IReadOnlyList<BackupEntry>> ReadAsync(BackupName? witness, CancellationToken cancellationToken)
    {
        StorageListing listing = await reader.ListAsync(Series, cancellationToken).ConfigureAwait(false);
        SeriesView view = await reader.ReadAsync(listing, Series, cancellationToken).ConfigureAwait(false);
        view.ThrowIfIncomplete();
        return witness is null || view.Entries.Any(entry => entry.Name == witness && entry.Health == BackupHealth.Complete)
            ? view.Entries
            : throw new StorageException(target.Name, null, ErrorTexts.Error("BSH0532", witness, target.Name));
    }

    private RotationCandidate Candidate(BackupEntry entry) => new(entry.Name)
    {
        Health = entry.Health switch
        {
            BackupHealth.Complete => RotationHealth.Healthy,
            BackupHealth.Damaged => RotationHealth.Damaged,
            _ => RotationHealth.Incomplete,
        },
        Pin = entry.IsPinned ? entry.Pin ?? UnreadPin : null,

        // A backup that names no instance is the Awkhad modules', and so ours.
        IsForeign = entry.Health == BackupHealth.Newer || (entry.Info.Details is { } details && details.Instance != instance),
    };

    private RotationPlan Plan(RotationPolicy policy, IReadOnlyList<BackupEntry> entries) =>
        RotationPlanner.Plan(policy, [.. entries.Select(Candidate)], time.GetUtcNow());

    // Nothing is deleted, rather than a part: what is left after a part says nothing about the mistake.
    private void ThrowIfConsentIsMissing(RotationPlan plan, RotateOptions options)
    {
        if (plan.NeedsConsent && !options.AllowMassDeletion)
        {
            throw new StorageException(
                target.Name, null, ErrorTexts.Error("BSH0560", database, target.Name, plan.Delete.Count, plan.Keep.Count + plan.Delete.Count));
        }
    }

    private async Task DeleteAsync(RotationPlan plan, IReadOnlyList<BackupEntry> entries, CancellationToken cancellationToken)
    {
        Dictionary<string, BackupEntry> byId = entries.ToDictionary(entry => entry.Name.ToString());
        BackupEntry? newest = plan.Keep.Where(IsNewest).Select(item => byId[item.Candidate.Id]).FirstOrDefault();
        foreach (RotationPlanItem item in plan.Delete.Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await ThrowUnlessStandsAsync(newest, cancellationToken).ConfigureAwait(false);
            BackupEntry entry = byId[item.Candidate.Id];
            if (await reader.IsPinnedAsync(entry.Name, cancellationToken).ConfigureAwait(false))
            {
                continue; // pinned since it was listed
            }

            DeletionReason why = new(AuditAct.Rotation, ReasonOf(item), Job, RunId);
            DeleteOutcome outcome = await deletion.DeleteAsync(target, BackupRemains.Of(entry), why, cancellationToken).ConfigureAwait(false);
            switch (outcome.Status)
            {
                case DeleteStatus.Retained: _retained.Add(item.Candidate.Id); break;
                case DeleteStatus.Failed: throw Failed(outcome);
                default: _deleted.Add(item.Candidate.Id); break;
            }
        }
    }

    private static string ReasonOf(RotationPlanItem item) =>
        item.NearestMiss is { } miss ? $"not kept; nearest: {miss}" : "kept by no rule";

    private StorageException Failed(DeleteOutcome outcome) =>
        new(target.Name, outcome.Name, outcome.Error ?? ErrorTexts.Error("BSH0513", target.Name, outcome.Name));

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
