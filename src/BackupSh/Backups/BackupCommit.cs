using BackupSh.Catalog;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Backups;

/// <summary>Makes a backup of an archive: checks what the storage holds, then writes the info file, the commit record.</summary>
/// <remarks>The order is the promise: an info file is written last and once, so that a crash can leave an archive without
/// an info file, never an info file without its archive.</remarks>
internal sealed class BackupCommit(string runId, Cleanup cleanup, TimeProvider time)
{
    // Source: the largest skew at which the storage's times and ours can still be compared for rotation.
    private static readonly TimeSpan MaximumSkew = TimeSpan.FromMinutes(5);

    /// <summary>Commits a backup in one storage, or removes its archive.</summary>
    /// <returns>What should be known although the backup stands.</returns>
    internal async Task<IReadOnlyList<BackupShError>> CommitAsync(
        StorageTarget target, BackupInfo info, StorageObject uploaded, CancellationToken cancellationToken)
    {
        string infoFile = info.Name.File(BackupFile.InfoExtension);
        byte[] content = BackupInfoFile.Write(info);
        bool mayBeWritten = false;
        try
        {
            await CheckArchiveAsync(target, info, uploaded, cancellationToken).ConfigureAwait(false);
            mayBeWritten = true;
            StorageObject? written = await WriteAsync(target, infoFile, content, cancellationToken).ConfigureAwait(false);
            return written is null ? [] : SkewWarnings(target, written);
        }
        catch
        {
            await RemoveAsync(target, info, infoFile, content, mayBeWritten).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task CheckArchiveAsync(
        StorageTarget target, BackupInfo info, StorageObject uploaded, CancellationToken cancellationToken)
    {
        BackupDetails details = info.Details!;
        StorageObject? stored = await target.Requests.FindAsync(details.Archive, cancellationToken).ConfigureAwait(false);
        string? problem = stored switch
        {
            null => "it is not listed",
            _ when stored.SizeBytes != details.ArchiveBytes => $"it has {stored.SizeBytes} bytes instead of {details.ArchiveBytes}",
            _ when stored.Version != uploaded.Version => "it is not the version that this run has uploaded",
            _ => Sha256Problem(stored.Checksum ?? uploaded.Checksum, details.ArchiveSha256),
        };
        if (problem is not null)
        {
            throw new StorageException(target.Name, details.Archive, ErrorTexts.Error("BSH0514", details.Archive, target.Name, problem));
        }

        // Where a name can be taken twice at once, the claim decides whose it is.
        if (target.Storage.GetAbility<ICreateOnlyStorage>() is null
            && !await BackupClaim.IsHeldAsync(target, info.Name, details.RunId, cancellationToken).ConfigureAwait(false))
        {
            throw new StorageObjectExistsException(target.Name, details.Archive);
        }
    }

    private static string? Sha256Problem(string? checksum, string expected)
    {
        const string prefix = "sha256:";
        return checksum is not null && checksum.StartsWith(prefix, StringComparison.Ordinal) && checksum[prefix.Length..] != expected
            ? $"its SHA-256 is {checksum[prefix.Length..]} instead of {expected}"
            : null;
    }

    private async Task<StorageObject?> WriteAsync(StorageTarget target, string infoFile, byte[] content, CancellationToken cancellationToken)
    {
        StorageObject? written = null;
        StorageException? failure = null;
        try
        {
            written = await target.Requests.PutAsync(infoFile, content, runId, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception)
        {
            // The acknowledgement may be what was lost: what can be read decides.
            failure = exception;
        }

        byte[]? stored = await ReadBackAsync(target, infoFile, content.Length, failure, cancellationToken).ConfigureAwait(false);
        if (stored is null || !stored.AsSpan().SequenceEqual(content))
        {
            throw failure ?? new StorageException(target.Name, infoFile, ErrorTexts.Error("BSH0515", infoFile, target.Name));
        }

        return written;
    }

    private static async Task<byte[]?> ReadBackAsync(
        StorageTarget target, string infoFile, int length, StorageException? failure, CancellationToken cancellationToken)
    {
        try
        {
            return await target.Requests.GetAsync(infoFile, length, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException) when (failure is not null)
        {
            throw failure; // the first failure is the cause
        }
    }

    private async Task RemoveAsync(StorageTarget target, BackupInfo info, string infoFile, byte[] content, bool mayBeWritten)
    {
        await cleanup.TryAsync($"uncommitted archive '{info.Details!.Archive}' in storage '{target.Name}'", RemoveAsync).ConfigureAwait(false);

        async Task RemoveAsync(CancellationToken token)
        {
            if (mayBeWritten && !await InfoIsGoneAsync(target, infoFile, content, token).ConfigureAwait(false))
            {
                return;
            }

            await target.Requests.DeleteAsync(info.Details.Archive, token).ConfigureAwait(false);
        }
    }

    // An archive may only be removed once no info file promises it; another run's info file is never removed.
    private static async Task<bool> InfoIsGoneAsync(StorageTarget target, string infoFile, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            byte[] stored = await target.Requests.GetAsync(infoFile, content.Length, cancellationToken).ConfigureAwait(false);
            return stored.AsSpan().SequenceEqual(content)
                && (await target.Requests.DeleteAsync(infoFile, cancellationToken).ConfigureAwait(false)).IsGone;
        }
        catch (StorageObjectNotFoundException)
        {
            return true;
        }
    }

    private List<BackupShError> SkewWarnings(StorageTarget target, StorageObject written)
    {
        TimeSpan skew = (written.LastModified - time.GetUtcNow()).Duration();
        return skew > MaximumSkew ? [ErrorTexts.Error("BSH0516", target.Name, skew)] : [];
    }
}
