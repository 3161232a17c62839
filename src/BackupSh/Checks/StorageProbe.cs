using System.Security.Cryptography;
using System.Text;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Checks;

/// <summary>Stores a small object, reads it back, lets others try to take its name, and deletes it.</summary>
/// <remarks>It is a claim on a backup that nobody makes: whatever happens to this process, nobody takes it for a backup, and a
/// later run sweeps it.</remarks>
internal sealed class StorageProbe(StorageTarget target, Cleanup cleanup, TimeProvider time)
{
    /// <summary>The database of the claims.</summary>
    internal const string Database = "backupsh-check";

    // Of several checks at once, each finds a second of its own.
    private const int MaximumAttempts = 10;
    private const int RandomBytes = 512;

    private readonly string _runId = RunId.Create(time);
    private readonly List<(string Name, StorageRequest<StorageObject> Request)> _uploads = [];
    private readonly List<CheckResult> _results = [];

    /// <summary>Removes probes that a killed process left long ago.</summary>
    internal static Task SweepAsync(Engine engine, StorageTarget target, CancellationToken cancellationToken) =>
        engine.GetRotation(target, Database).SweepClaimsAsync(cancellationToken);

    /// <summary>Returns what was found, and leaves nothing.</summary>
    internal async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        bool removed = false;
        try
        {
            if (await WriteAsync(cancellationToken).ConfigureAwait(false) is { } probe)
            {
                await TakeAsync(probe, cancellationToken).ConfigureAwait(false);
                removed = await DeleteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (!removed)
            {
                await cleanup.TryAsync(target.Name, "probe of a check", RemoveAsync).ConfigureAwait(false);
            }
        }

        return _results;
    }

    /// <summary>Stores the probe.</summary>
    /// <returns>Its name and content, or null if it could not be stored.</returns>
    private async Task<(string Name, byte[] Content)?> WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            (string name, byte[] content, StorageObject stored) = await PutAsync(cancellationToken).ConfigureAwait(false);
            DateTimeOffset now = time.GetUtcNow();
            byte[] read = await target.Requests.GetAsync(name, content.Length, cancellationToken).ConfigureAwait(false);
            BackupShError? fault = !read.AsSpan().SequenceEqual(content) ? ErrorTexts.Error("BSH0801", name, target.Name)
                : await target.Requests.FindAsync(name, cancellationToken).ConfigureAwait(false) is null ? ErrorTexts.Error("BSH0802", name, target.Name)
                : null;
            _results.Add(fault is null
                ? CheckResult.Passed(CheckKind.StorageWriting, target.Name, $"a probe of {content.Length} bytes was stored, listed and read back")
                : CheckResult.Failed(CheckKind.StorageWriting, target.Name, fault));
            _results.Add(ClockSkew.Warning(target.Name, stored.LastModified, now) is { } warning
                ? CheckResult.Warning(CheckKind.StorageClock, target.Name, warning)
                : CheckResult.Passed(CheckKind.StorageClock, target.Name, "it agrees with this machine's"));
            return (name, content);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            _results.Add(CheckResult.Failed(CheckKind.StorageWriting, target.Name, Failure.ErrorOf(exception)));
            return null;
        }
    }

    private async Task<(string Name, byte[] Content, StorageObject Stored)> PutAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        for (int attempt = 0; ; attempt++)
        {
            string name = BackupName.Create(Database, now.AddSeconds(attempt)).File(BackupFile.ClaimExtension);
            byte[] content = NewContent();
            try
            {
                return (name, content, await StartPut(name, content, cancellationToken).Answer.ConfigureAwait(false));
            }
            catch (StorageObjectExistsException) when (attempt < MaximumAttempts - 1)
            {
                // Another check's: the next second is tried.
            }
        }
    }

    /// <summary>Lets two writers at once take a name that is free, and then the one that is taken.</summary>
    private async Task TakeAsync((string Name, byte[] Content) probe, CancellationToken cancellationToken)
    {
        try
        {
            bool racesApart = !target.CreatesOnly || await CountWinnersAsync(NextName(probe.Name), cancellationToken).ConfigureAwait(false) <= 1;
            int thieves = await CountWinnersAsync(probe.Name, cancellationToken).ConfigureAwait(false);
            byte[] read = await target.Requests.GetAsync(probe.Name, probe.Content.Length, cancellationToken).ConfigureAwait(false);
            bool stands = thieves == 0 && read.AsSpan().SequenceEqual(probe.Content);
            _results.Add(!stands ? CheckResult.Failed(CheckKind.StorageClaim, target.Name, ErrorTexts.Error("BSH0803", target.Name))
                : !racesApart ? CheckResult.Failed(CheckKind.StorageClaim, target.Name, ErrorTexts.Error("BSH0804", target.Name))
                : !target.CreatesOnly ? CheckResult.Warning(CheckKind.StorageClaim, target.Name, ErrorTexts.Error("BSH0807", target.Name))
                : CheckResult.Passed(CheckKind.StorageClaim, target.Name, "a name is given once, also to two at once"));
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            _results.Add(CheckResult.Failed(CheckKind.StorageClaim, target.Name, Failure.ErrorOf(exception)));
        }
    }

    private static string NextName(string name)
    {
        BackupName backup = BackupFile.TryParse(name, out BackupFile? file) ? file.Backup : throw new ArgumentException("No claim.", nameof(name));
        return BackupName.Create(Database, backup.Time.AddSeconds(MaximumAttempts)).File(BackupFile.ClaimExtension);
    }

    private async Task<int> CountWinnersAsync(string name, CancellationToken cancellationToken)
    {
        StorageRequest<StorageObject>[] uploads = [StartPut(name, NewContent(), cancellationToken), StartPut(name, NewContent(), cancellationToken)];
        int winners = 0;
        foreach (StorageRequest<StorageObject> upload in uploads)
        {
            try
            {
                await upload.Answer.ConfigureAwait(false);
                winners++;
            }
            catch (StorageObjectExistsException)
            {
                // As it should be.
            }
        }

        return winners;
    }

    /// <summary>Deletes the probe as rotation would.</summary>
    /// <returns>True if nothing is left.</returns>
    private async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (string name in await OurNamesAsync(cancellationToken).ConfigureAwait(false))
            {
                DeleteOutcome outcome = await target.Requests.DeleteSurelyAsync(name, cancellationToken).ConfigureAwait(false);
                if (!outcome.IsGone)
                {
                    throw new StorageException(target.Name, name, outcome.Error ?? ErrorTexts.Error("BSH0513", target.Name, name));
                }
            }

            _results.Add(CheckResult.Passed(CheckKind.StorageDeletion, target.Name, "the probe is gone"));
            return true;
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            // Backups are made all the same; a key that may not delete can even be somebody's wish.
            _results.Add(CheckResult.Warning(CheckKind.StorageDeletion, target.Name, ErrorTexts.Error("BSH0806", target.Name, Failure.ErrorOf(exception).Message)));
            return false;
        }
    }

    /// <summary>Removes whatever may stand of it, once no upload can make it appear any more.</summary>
    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_uploads.Select(upload => upload.Request.Ended)).WaitAsync(cancellationToken).ConfigureAwait(false);
        foreach (string name in await OurNamesAsync(cancellationToken).ConfigureAwait(false))
        {
            await target.Requests.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<string>> OurNamesAsync(CancellationToken cancellationToken)
    {
        List<string> ours = [];
        foreach (string name in _uploads.Select(upload => upload.Name).Distinct(StringComparer.Ordinal))
        {
            if (await IsOursAsync(name, cancellationToken).ConfigureAwait(false))
            {
                ours.Add(name);
            }
        }

        return ours;
    }

    private async Task<bool> IsOursAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            byte[] content = await target.Requests.GetAsync(name, _runId.Length, cancellationToken).ConfigureAwait(false);
            return content.AsSpan().StartsWith(Encoding.ASCII.GetBytes(_runId));
        }
        catch (StorageObjectNotFoundException)
        {
            return false;
        }
    }

    private StorageRequest<StorageObject> StartPut(string name, byte[] content, CancellationToken cancellationToken)
    {
        StorageRequest<StorageObject> request = target.Requests.StartPut(name, content, _runId, cancellationToken);
        _uploads.Add((name, request));
        return request;
    }

    private byte[] NewContent() => Encoding.ASCII.GetBytes($"{_runId}\n{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}\n");
}
