using BackupSh.Backups;
using BackupSh.Catalog.History;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>Deletes one backup: info file, then archive, then pin.</summary>
/// <remarks>In this order a crash leaves an archive that is no backup, never an info file that promises what is gone. Doing it
/// again finishes what a crash has left.</remarks>
internal sealed class BackupDeletion(AuditTrail audit, HistoryWriter history)
{
    /// <summary>Deletes a backup, or what is left of one. The audit trail knows of it before the first file goes.</summary>
    /// <param name="target">The storage.</param>
    /// <param name="remains">What to delete.</param>
    /// <param name="why">Why it is deleted.</param>
    /// <param name="cancellationToken">Ends the deletion.</param>
    /// <returns>The first outcome that stopped it, or that of the archive.</returns>
    /// <exception cref="BackupShException">The audit trail could not be written (<c>BSH1102</c>): nothing was deleted.</exception>
    internal async Task<DeleteOutcome> DeleteAsync(
        StorageTarget target, BackupRemains remains, DeletionReason why, CancellationToken cancellationToken)
    {
        AuditEntry begun = await audit.BeginAsync(
            why.Act, [remains.Name.ToString()], why.Text,
            entry => entry with { Storage = target.Name, Job = why.Job, RunId = why.RunId }, cancellationToken).ConfigureAwait(false);
        try
        {
            DeleteOutcome outcome = await DeleteFilesAsync(target, remains, begun.Time, cancellationToken).ConfigureAwait(false);
            await audit.EndAsync(begun, OutcomeOf(outcome), outcome.Error).ConfigureAwait(false);
            if (outcome.IsGone)
            {
                await history.DeletedAsync(target.Name, remains.Name).ConfigureAwait(false);
            }

            return outcome;
        }
        catch (Exception exception)
        {
            await audit.EndAsync(begun, AuditOutcome.Failed, Failure.ErrorOf(exception)).ConfigureAwait(false);
            throw;
        }
    }

    private static AuditOutcome OutcomeOf(DeleteOutcome outcome) => outcome.Status switch
    {
        DeleteStatus.Retained => AuditOutcome.Retained,
        DeleteStatus.Failed => AuditOutcome.Failed,
        _ => AuditOutcome.Done,
    };

    private static async Task<DeleteOutcome> DeleteFilesAsync(
        StorageTarget target, BackupRemains remains, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (remains.Archive is not null && await IsLockedAsync(target, remains.Archive, now, cancellationToken).ConfigureAwait(false))
        {
            return new DeleteOutcome(remains.Archive, DeleteStatus.Retained, ErrorTexts.Error("BSH0818", remains.Archive, target.Name));
        }

        string info = remains.Name.File(BackupFile.InfoExtension);
        DeleteOutcome outcome = await target.Requests.DeleteSurelyAsync(info, cancellationToken).ConfigureAwait(false);
        if (outcome.IsGone && remains.Archive is { } archive)
        {
            outcome = await target.Requests.DeleteAsync(archive, cancellationToken).ConfigureAwait(false);
        }

        if (outcome.IsGone && remains.HasPin)
        {
            await TryDeletePinAsync(target, remains.Name, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    // Somebody may have locked the archive alone, or for longer: without its info file it would be an orphan until then.
    private static async Task<bool> IsLockedAsync(StorageTarget target, string archive, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (target.Storage.GetAbility<IObjectLockStorage>() is not { } locks)
        {
            return false;
        }

        try
        {
            return await target.Requests.GetRetainedUntilAsync(locks, archive, cancellationToken).ConfigureAwait(false) > now;
        }
        catch (StorageObjectNotFoundException)
        {
            return false; // nothing is left to be an orphan
        }
    }

    private static async Task TryDeletePinAsync(StorageTarget target, BackupName name, CancellationToken cancellationToken)
    {
        try
        {
            await target.Requests.DeleteAsync(name.File(BackupFile.PinExtension), cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException)
        {
            // The backup is gone, and that is to be told. A pin that stays is a problem that the catalog reports.
        }
    }
}
