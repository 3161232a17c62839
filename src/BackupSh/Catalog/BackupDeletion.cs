using BackupSh.Backups;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>Deletes one backup: info file, then archive, then pin.</summary>
/// <remarks>In this order a crash leaves an archive that is no backup, never an info file that promises what is gone.</remarks>
internal static class BackupDeletion
{
    /// <summary>Deletes a backup.</summary>
    /// <returns>The first outcome that stopped it, or that of the archive.</returns>
    internal static async Task<DeleteOutcome> DeleteAsync(StorageTarget target, BackupEntry entry, CancellationToken cancellationToken)
    {
        DeleteOutcome outcome = await target.Requests.DeleteSurelyAsync(entry.Name.File(BackupFile.InfoExtension), cancellationToken).ConfigureAwait(false);
        if (!outcome.IsGone)
        {
            return outcome;
        }

        outcome = await target.Requests.DeleteAsync(entry.Archive, cancellationToken).ConfigureAwait(false);
        if (outcome.IsGone && (entry.IsPinned || entry.HasEndedPin))
        {
            await target.Requests.DeleteAsync(entry.Name.File(BackupFile.PinExtension), cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }
}
