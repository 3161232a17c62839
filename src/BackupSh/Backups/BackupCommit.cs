using System.Text;
using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Backups;

/// <summary>Makes a backup of an archive in one storage: checks what it holds, then writes the info file, the commit record.</summary>
/// <remarks>The order is the promise: an info file is written last and once, so that a crash can leave an archive without
/// an info file, never an info file without its archive.</remarks>
/// <param name="target">The storage.</param>
/// <param name="info">What the info file shall say.</param>
/// <param name="upload">The archive as it was uploaded.</param>
/// <param name="cleanup">Removes the archive if it is not committed.</param>
/// <param name="time">The time.</param>
/// <param name="runId">Whose claim it is: of the run that the info file names, unless the backup is a copy.</param>
internal sealed class BackupCommit(
    StorageTarget target, BackupInfo info, UploadOutcome upload, Cleanup cleanup, TimeProvider time, string? runId = null)
{
    private readonly BackupDetails _details = info.Details!;
    private readonly string _runId = runId ?? info.Details!.RunId;
    private readonly StorageObject _uploaded = upload.Stored!;
    private readonly string _infoFile = info.Name.File(BackupFile.InfoExtension);
    private StorageRequest<StorageObject>? _writing;

    /// <summary>Commits the backup, or removes its archive.</summary>
    /// <returns>What should be known although the backup stands.</returns>
    internal async Task<IReadOnlyList<BackupShError>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            byte[] content = BackupInfoFile.Write(info);
            await CheckArchiveAsync(cancellationToken).ConfigureAwait(false);
            await WriteAsync(content, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await cleanup.TryAsync(target.Name, $"uncommitted archive '{_details.Archive}'", RemoveAsync).ConfigureAwait(false);
            throw;
        }

        return await SkewWarningsAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckArchiveAsync(CancellationToken cancellationToken)
    {
        StorageObject? stored = await target.Requests.FindAsync(_details.Archive, cancellationToken).ConfigureAwait(false);
        string? problem = stored switch
        {
            null => "it is not listed",
            _ when stored.SizeBytes != _details.ArchiveBytes => $"it has {stored.SizeBytes} bytes instead of {_details.ArchiveBytes}",
            _ when IsAnother(stored.Version, _uploaded.Version) => "it is not the version that this run has uploaded",
            _ => Sha256Problem(stored.Checksum) ?? Sha256Problem(_uploaded.Checksum),
        };
        if (problem is not null)
        {
            throw new StorageException(target.Name, _details.Archive, ErrorTexts.Error("BSH0514", _details.Archive, target.Name, problem));
        }

        // Where a name can be taken twice at once, the claim decides whose it is.
        if (!await BackupClaim.IsOursAsync(target, info.Name, _runId, cancellationToken).ConfigureAwait(false))
        {
            throw new StorageObjectExistsException(target.Name, _details.Archive);
        }
    }

    // Not every storage tells a version each time.
    private static bool IsAnother(string? version, string? expected) => version is not null && expected is not null && version != expected;

    private string? Sha256Problem(string? checksum)
    {
        const string prefix = "sha256:";
        return checksum is not null && checksum.StartsWith(prefix, StringComparison.Ordinal) && checksum[prefix.Length..] != _details.ArchiveSha256
            ? $"its SHA-256 is {checksum[prefix.Length..]} instead of {_details.ArchiveSha256}"
            : null;
    }

    private async Task WriteAsync(byte[] content, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        _writing = target.Requests.StartPut(_infoFile, content, _runId, cancellationToken, LockedUntil());
        try
        {
            await _writing.Answer.ConfigureAwait(false);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            // The acknowledgement may be what was lost: what can be read decides.
            failure = exception;
        }

        byte[]? stored = await ReadBackAsync(content.Length, failure, cancellationToken).ConfigureAwait(false);
        if (stored is null || !stored.AsSpan().SequenceEqual(content))
        {
            throw failure ?? new StorageException(target.Name, _infoFile, ErrorTexts.Error("BSH0515", _infoFile, target.Name));
        }
    }

    // Never before the archive's: an info file that could be deleted alone would leave an archive that nobody may delete.
    private DateTimeOffset? LockedUntil()
    {
        DateTimeOffset? until = time.GetUtcNow() + target.LockFor;
        return until < upload.RetainUntil ? upload.RetainUntil : until;
    }

    /// <summary>Returns the info file as the storage has it; null if it cannot be read and it is known why.</summary>
    private async Task<byte[]?> ReadBackAsync(int length, Exception? failure, CancellationToken cancellationToken)
    {
        try
        {
            return await target.Requests.GetAsync(_infoFile, length, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (failure is not null && !exception.IsCancellationBy(cancellationToken))
        {
            return null; // the first failure is the cause, and is thrown
        }
    }

    // An archive may only be removed once no info file promises it, and none can appear any more.
    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (_writing is not null)
        {
            await _writing.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!await TryRemoveInfoAsync(cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }

        if (await IsArchiveOursAsync(cancellationToken).ConfigureAwait(false))
        {
            await target.Requests.DeleteAsync(_details.Archive, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the info file if it is this run's.</summary>
    /// <returns>False if one stands there still.</returns>
    private async Task<bool> TryRemoveInfoAsync(CancellationToken cancellationToken)
    {
        try
        {
            byte[] stored = await target.Requests.GetAsync(_infoFile, BackupInfoFile.MaximumBytes, cancellationToken).ConfigureAwait(false);

            // What the storage has acknowledged is ours even if it came to harm; else the run's id, random as it is, tells.
            bool ours = _writing!.Answer.IsCompletedSuccessfully || stored.AsSpan().IndexOf(Encoding.ASCII.GetBytes(_runId)) >= 0;
            return ours && (await target.Requests.DeleteSurelyAsync(_infoFile, cancellationToken).ConfigureAwait(false)).IsGone;
        }
        catch (StorageObjectNotFoundException)
        {
            return true;
        }
    }

    private async Task<bool> IsArchiveOursAsync(CancellationToken cancellationToken)
    {
        if (await BackupClaim.IsOursAsync(target, info.Name, _runId, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        // Another run has the name; the archive may be ours all the same, and then that run can never commit it.
        StorageObject? stored = await target.Requests.FindAsync(_details.Archive, cancellationToken).ConfigureAwait(false);
        return stored?.Version is { } version && version == _uploaded.Version;
    }

    // The backup stands from here on: whatever fails is a warning, and a warning keeps the rotation away.
    private async Task<IReadOnlyList<BackupShError>> SkewWarningsAsync(CancellationToken cancellationToken)
    {
        try
        {
            StorageObject? written = _writing!.Answer.IsCompletedSuccessfully
                ? await _writing.Answer.ConfigureAwait(false)
                : await target.Requests.FindAsync(_infoFile, cancellationToken).ConfigureAwait(false);
            return ClockSkew.Warning(target.Name, written?.LastModified, time.GetUtcNow()) is { } warning ? [warning] : [];
        }
        catch (Exception exception)
        {
            return [Failure.ErrorOf(exception)];
        }
    }
}
