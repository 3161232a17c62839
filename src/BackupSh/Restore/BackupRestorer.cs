using System.Runtime.ExceptionServices;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Events;
using BackupSh.Sources;

namespace BackupSh.Restore;

/// <summary>Restores and downloads backups: read → check → decrypt → check → decompress → check → only then publish.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class BackupRestorer
{
    private const int BufferBytes = 128 * 1024;

    private readonly Engine _engine;
    private readonly BackupCatalog _catalog;
    private readonly ArchiveReader _archives;
    private readonly ReplicaRestore _replicas;
    private readonly AuditedReplacement _replacement;

    internal BackupRestorer(Engine engine, BackupCatalog catalog, IEnumerable<IRestoreHook> hooks)
    {
        _engine = engine;
        _catalog = catalog;
        _replacement = new AuditedReplacement(engine.Audit);
        _archives = new ArchiveReader(engine.Encryption);
        _replicas = new ReplicaRestore(engine, _archives, [.. hooks]);
    }

    /// <summary>Restores a backup into a new target.</summary>
    /// <param name="backup">The backup's name without extension, or <c>latest:source</c>.</param>
    /// <param name="options">Where to, and from where.</param>
    /// <param name="cancellationToken">Ends the restore; nothing of it stays.</param>
    /// <returns>What was made. The target has appeared under its name only after the last check.</returns>
    /// <exception cref="ArgumentException">The name or the target is empty.</exception>
    /// <exception cref="BackupShException">There is no such backup, no copy of it is whole, no key fits, or the target cannot
    /// be made. What stood at the target still stands.</exception>
    public async Task<RestoreResult> RestoreAsync(string backup, RestoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Target, nameof(options));
        long started = _engine.Time.GetTimestamp();
        RestoreResult restored = options.Replace
            ? await _replacement.RunAsync(backup, options, () => RestoreFirstAsync(backup, options, started, cancellationToken), cancellationToken).ConfigureAwait(false)
            : await RestoreFirstAsync(backup, options, started, cancellationToken).ConfigureAwait(false);
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
    /// <param name="storage">The storage to read from, or <see langword="null"/> for the first that gives it, in the order of
    /// configuration. Once the destination has taken a byte, another storage is tried only if it can seek and stood at its end:
    /// it is cut back to there.</param>
    /// <param name="progress">Who is told how far it is, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The backup that was written.</returns>
    /// <exception cref="BackupShException">There is no such backup, it is damaged, or no key fits. Failures of the
    /// destination come out as they are.</exception>
    public Task<BackupEntry> DownloadAsync(
        string backup,
        Stream destination,
        bool decrypt = false,
        string? storage = null,
        IProgress<BackupProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return ReadFirstAsync(
            backup,
            storage,
            entry => TryDownloadAsync(entry, destination, decrypt, ProgressReporting.Begin(_engine, progress, entry), cancellationToken),
            cancellationToken);
    }

    private Task<RestoreResult> RestoreFirstAsync(string backup, RestoreOptions options, long started, CancellationToken cancellationToken) =>
        ReadFirstAsync(backup, options.Storage, entry => TryRestoreAsync(entry, options, started, cancellationToken), cancellationToken);

    // What cannot be read is tried in the next storage: nothing has appeared yet. Other failures are the same everywhere.
    private async Task<T> ReadFirstAsync<T>(
        string backup, string? storage, Func<BackupEntry, Task<(T? Result, Exception? Unreadable)>> tryAsync, CancellationToken cancellationToken)
        where T : class
    {
        await _engine.Jobs.TryRefreshAsync(_engine.Logger, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BackupEntry> copies = await _catalog.FindAsync(backup, storage, cancellationToken).ConfigureAwait(false);
        for (int i = 0; ; i++)
        {
            (T? result, Exception? unreadable) = await tryAsync(copies[i]).ConfigureAwait(false);
            if (unreadable is null)
            {
                return result!;
            }

            if (i == copies.Count - 1)
            {
                ExceptionDispatchInfo.Throw(unreadable);
            }

            Log.ReplicaUnreadable(_engine.Logger, backup, copies[i].Storage, Failure.ErrorOf(unreadable));
        }
    }

    private async Task<(RestoreResult? Result, Exception? Unreadable)> TryRestoreAsync(
        BackupEntry entry, RestoreOptions options, long started, CancellationToken cancellationToken)
    {
        (RestoreReport? report, long bytes, Exception? unreadable) =
            await _replicas.TryRunAsync(entry, options, cancellationToken).ConfigureAwait(false);
        if (report is null)
        {
            return (null, unreadable);
        }

        TimeSpan duration = _engine.Time.GetElapsedTime(started);
        return (new(entry.Name.ToString(), entry.Storage, report.Target, report.PreviousTarget, bytes, duration, report.Warnings), null);
    }

    private async Task<(BackupEntry? Result, Exception? Unreadable)> TryDownloadAsync(
        BackupEntry entry, Stream destination, bool decrypt, ProgressReporter reporter, CancellationToken cancellationToken)
    {
        long? start = destination.CanSeek && destination.Position == destination.Length ? destination.Position : null;
        StorageTarget target = _engine.GetTarget(entry.Storage);
        OpenedArchive archive = decrypt ? _archives.OpenContent(target, entry, reporter.Advance) : ArchiveReader.OpenArchive(target, entry, reporter.Advance);
        await using (archive.ConfigureAwait(false))
        {
            Exception? unreadable = await archive.ReadAsync(
                content => content.CopyToAsync(destination, BufferBytes, cancellationToken), cancellationToken).ConfigureAwait(false);
            reporter.End();
            if (unreadable is not null && archive.Content.Bytes > 0)
            {
                CutBack(destination, start, unreadable);
            }

            return (entry, unreadable);
        }
    }

    // What was taken is not verified, and another copy must not be appended to it.
    private static void CutBack(Stream destination, long? start, Exception unreadable)
    {
        if (start is not { } position)
        {
            ExceptionDispatchInfo.Throw(unreadable);
            return;
        }

        destination.SetLength(position);
        destination.Position = position;
    }
}
