using System.Runtime.ExceptionServices;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Encryption;
using BackupSh.Events;
using BackupSh.Shared;
using BackupSh.Sources;

namespace BackupSh.Restore;

/// <summary>Restores and downloads backups: read → check → decrypt → check → decompress → check → only then publish.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class BackupRestorer
{
    private readonly Engine _engine;
    private readonly BackupCatalog _catalog;
    private readonly ArchiveReader _archives;
    private readonly IRestoreHook[] _hooks;

    internal BackupRestorer(Engine engine, BackupCatalog catalog, IEnumerable<IRestoreHook> hooks)
    {
        _engine = engine;
        _catalog = catalog;
        _archives = new ArchiveReader(engine.Encryption);
        _hooks = [.. hooks];
    }

    /// <summary>Restores a backup into a new target.</summary>
    /// <param name="backup">The backup's name without extension, or <c>latest:source</c>.</param>
    /// <param name="options">Where to, and from where.</param>
    /// <param name="cancellationToken">Ends the restore; nothing of it stays.</param>
    /// <returns>What was made. The target has appeared under its name only after the last check.</returns>
    /// <exception cref="BackupShException">There is no such backup, no copy of it is whole, no key fits, or the target cannot
    /// be made. What stood at the target still stands.</exception>
    public async Task<RestoreResult> RestoreAsync(string backup, RestoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        long started = _engine.Time.GetTimestamp();
        RestoreResult restored = await RestoreFirstReadableAsync(backup, options, started, cancellationToken).ConfigureAwait(false);
        Log.Restored(_engine.Logger, restored.Backup, restored.Storage, restored.Target, restored.Duration);
        BackupRestored happened = new(
            _engine.Now, RunId.Create(_engine.Time), restored.Backup, restored.Storage, restored.Target, restored.Duration);
        await _engine.Events.PublishAsync(happened, CancellationToken.None).ConfigureAwait(false);
        return restored;
    }

    /// <summary>Writes a backup's archive, or its decrypted and decompressed content, to a stream.</summary>
    /// <param name="backup">The backup's name without extension, or <c>latest:source</c>.</param>
    /// <param name="destination">Takes the bytes; not disposed. What it has taken is verified only when this returns: on an
    /// error it must be thrown away.</param>
    /// <param name="decrypt">Whether to write the content instead of the archive.</param>
    /// <param name="storage">The storage to read from, or <see langword="null"/> for the first in the order of configuration.</param>
    /// <param name="progress">Who is told how far it is, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The backup that was written.</returns>
    /// <exception cref="BackupShException">There is no such backup, it is damaged, or no key fits.</exception>
    public async Task<BackupEntry> DownloadAsync(
        string backup,
        Stream destination,
        bool decrypt = false,
        string? storage = null,
        IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        IReadOnlyList<BackupEntry> replicas = await _catalog.FindReplicasAsync(backup, storage, cancellationToken).ConfigureAwait(false);
        BackupEntry entry = replicas[0];
        ProgressReporter reporter = Begin(progress, entry);
        StorageTarget target = _engine.GetTarget(entry.Storage);
        VerifiedContent content = decrypt ? _archives.OpenContent(target, entry, reporter.Advance) : ArchiveReader.OpenArchive(target, entry, reporter.Advance);
        await using (content.ConfigureAwait(false))
        {
            Exception? unreadable = await ReadAsync(
                content, entry, () => content.CopyToAsync(destination, 128 * 1024, cancellationToken), cancellationToken).ConfigureAwait(false);
            ThrowIfAny(unreadable);
        }

        reporter.End();
        return entry;
    }

    // What cannot be read is tried in the next storage: nothing has appeared yet. Other failures are the same everywhere.
    private async Task<RestoreResult> RestoreFirstReadableAsync(string backup, RestoreOptions options, long started, CancellationToken cancellationToken)
    {
        Exception? unreadable = null;
        foreach (BackupEntry entry in await _catalog.FindReplicasAsync(backup, options.Storage, cancellationToken).ConfigureAwait(false))
        {
            (RestoreResult? result, unreadable) = await TryRestoreAsync(entry, options, started, cancellationToken).ConfigureAwait(false);
            if (result is not null)
            {
                return result;
            }

            Log.ReplicaUnreadable(_engine.Logger, backup, entry.Storage, Failure.ErrorOf(unreadable!));
        }

        ThrowIfAny(unreadable);
        throw new InvalidOperationException("A backup without copies was found.");
    }

    private async Task<(RestoreResult? Result, Exception? Unreadable)> TryRestoreAsync(
        BackupEntry entry, RestoreOptions options, long started, CancellationToken cancellationToken)
    {
        IRestorableBackupSource source = RestoringSource.Find(_engine, entry, options.Source);
        ProgressReporter reporter = Begin(options.Progress, entry);
        VerifiedContent content = _archives.OpenContent(_engine.GetTarget(entry.Storage), entry, reporter.Advance);
        await using (content.ConfigureAwait(false))
        {
            RestoreRequest request = new()
            {
                Target = options.Target,
                Replace = options.Replace,
                Time = _engine.Now,
                BeforePublish = async (staged, token) =>
                {
                    ThrowUnlessVerified(content, entry);
                    await RunHooksAsync(entry, staged, options.Target, token).ConfigureAwait(false);
                },
            };
            RestoreReport report = new(options.Target);
            Exception? unreadable = await ReadAsync(
                content,
                entry,
                async () => report = await source.RestoreAsync(content, request, cancellationToken).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
            reporter.End();
            return unreadable is not null
                ? (null, unreadable)
                : (Result(entry, report, content.Bytes, _engine.Time.GetElapsedTime(started)), null);
        }
    }

    private static RestoreResult Result(BackupEntry entry, RestoreReport report, long bytes, TimeSpan duration) =>
        new(entry.Name.ToString(), entry.Storage, report.Target, report.PreviousTarget, bytes, duration, report.Warnings);

    /// <summary>Lets somebody read the content, and returns why it could not be read; null if it was, to its end.</summary>
    private static async Task<Exception?> ReadAsync(VerifiedContent content, BackupEntry entry, Func<Task> read, CancellationToken cancellationToken)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (Exception exception) when (content.Failure is not null && !exception.IsCancellationBy(cancellationToken))
        {
            return content.Failure is BackupDecryptionException undecryptable
                ? await DecryptionJudgement.JudgeAsync(content, entry, undecryptable, cancellationToken).ConfigureAwait(false)
                : content.Failure;
        }

        ThrowUnlessVerified(content, entry);
        return null;
    }

    // Who stopped before the end has not seen whether the archive is whole.
    private static void ThrowUnlessVerified(VerifiedContent content, BackupEntry entry)
    {
        if (!content.ReachedEnd)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0605", entry.Archive));
        }
    }

    private static void ThrowIfAny(Exception? exception)
    {
        if (exception is not null)
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }

    private async Task RunHooksAsync(BackupEntry entry, string staged, string target, CancellationToken cancellationToken)
    {
        RestoreHookContext context = new(entry.Name.ToString(), entry.Info.Details?.SourceKind, staged, target);
        foreach (IRestoreHook hook in _hooks)
        {
            await hook.BeforePublishAsync(context, cancellationToken).ConfigureAwait(false);
        }
    }

    private ProgressReporter Begin(IProgress<BackupProgress>? progress, BackupEntry entry)
    {
        ProgressReporter reporter = new(progress, _engine.Time, _engine.Logger);
        reporter.Begin(BackupStage.Reading, entry.ArchiveBytes);
        return reporter;
    }
}
