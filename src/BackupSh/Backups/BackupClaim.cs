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
        }
        catch (StorageException exception)
        {
            // It may have been stored and only its answer lost, or the adapter's second attempt met its first: what can be
            // read decides.
            if (await IsHeldAsync(target, name, runId, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            if (exception is StorageObjectExistsException)
            {
                return false;
            }

            throw;
        }

        // Where a name can be taken twice at once, the last one has it.
        return target.CreatesOnly || await IsHeldAsync(target, name, runId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells whether a file is the claim on a name.</summary>
    internal static bool IsClaim(StorageObject stored, BackupName name) => stored.Name == FileOf(name);

    /// <summary>Tells whether what stands under the name may be removed as this run's.</summary>
    /// <remarks>A claim that only one can create stays this run's; elsewhere another run may have taken it since.</remarks>
    internal static async Task<bool> IsOursAsync(StorageTarget target, BackupName name, string runId, CancellationToken cancellationToken) =>
        target.CreatesOnly || await IsHeldAsync(target, name, runId, cancellationToken).ConfigureAwait(false);

    /// <summary>Gives a name back; another run's claim on it stays.</summary>
    internal static async Task RemoveAsync(StorageTarget target, BackupName name, string runId, CancellationToken cancellationToken)
    {
        if (await IsHeldAsync(target, name, runId, cancellationToken).ConfigureAwait(false))
        {
            await target.Requests.DeleteAsync(FileOf(name), cancellationToken).ConfigureAwait(false);
        }
    }

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
