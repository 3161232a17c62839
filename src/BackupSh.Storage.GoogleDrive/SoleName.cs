using Microsoft.Extensions.Logging;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>Makes sure, after a file was stored, that no other one has its name: Drive itself does not.</summary>
/// <remarks>
/// <para>Whoever sees a file with a smaller id beside its own gives way. Whoever sees only larger ones waits for them to give
/// way, for some time. A writer succeeds only after it has seen its file alone, so of two writers never both do, provided that a
/// listing shows what was stored before it began. Drive does not promise that, and so the storage is not create-only.</para>
/// </remarks>
internal sealed class SoleName(DriveClient client, DriveRequests requests, DriveFolder folder, ILogger logger, string name, string id)
{
    // Ten seconds: the others are at the same step, one or two requests away from giving way.
    private const int MaximumLooks = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="StorageObjectExistsException">Another writer has the name.</exception>
    internal async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        bool isSeen = false;
        for (int look = 1; look <= MaximumLooks; look++)
        {
            DriveFile[] found = [.. (await folder.FindAsync([name], cancellationToken).ConfigureAwait(false))[name]];
            isSeen |= found.Any(file => file.Id == id);
            if (isSeen && found.Length == 1)
            {
                return;
            }

            if (found.Any(file => string.CompareOrdinal(file.Id, id) < 0))
            {
                break;
            }

            // Not shown yet, or others are about to give way.
            await Task.Delay(Pause, client.Time, cancellationToken).ConfigureAwait(false);
        }

        if (!isSeen)
        {
            throw requests.Errors.Strange("what was uploaded is not listed", name);
        }

        Log.GivesWay(logger, name);
        throw requests.Errors.Exists(name);
    }
}
