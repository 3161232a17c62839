using System.Text;
using BackupSh.Catalog;
using BackupSh.Storage;

namespace BackupSh.Backups;

/// <summary>A run's claim on a name in one storage: an object beside the backup that only the first of several runs can create.</summary>
internal static class BackupClaim
{
    // Larger than any claim; what is longer is none of ours.
    private const int MaximumBytes = 256;

    /// <summary>Claims a name.</summary>
    /// <returns>False if another run was first.</returns>
    internal static async Task<bool> TryPutAsync(StorageTarget target, BackupName name, string runId, CancellationToken cancellationToken)
    {
        try
        {
            byte[] content = Encoding.ASCII.GetBytes(runId + "\n");
            await target.Requests.PutAsync(FileOf(name), content, runId, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (StorageObjectExistsException)
        {
            // It may be our own: stored, its answer lost on the way, and the adapter's second attempt met the first.
            return await IsHeldAsync(target, name, runId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives a name back.</summary>
    internal static Task RemoveAsync(StorageTarget target, BackupName name, CancellationToken cancellationToken) =>
        target.Requests.DeleteAsync(FileOf(name), cancellationToken);

    /// <summary>Tells whether the claim is there and this run's.</summary>
    internal static async Task<bool> IsHeldAsync(StorageTarget target, BackupName name, string runId, CancellationToken cancellationToken)
    {
        try
        {
            byte[] content = await target.Requests.GetAsync(FileOf(name), MaximumBytes, cancellationToken).ConfigureAwait(false);
            return Encoding.ASCII.GetString(content).Trim() == runId;
        }
        catch (StorageObjectNotFoundException)
        {
            return false;
        }
    }

    private static string FileOf(BackupName name) => name.File(BackupFile.ClaimExtension);
}
