using System.Text.Json;
using BackupSh.Backups;
using BackupSh.Catalog.Store;
using BackupSh.Catalog.Sync;
using BackupSh.Diagnostics;
using BackupSh.Events;
using Microsoft.Extensions.Logging;

namespace BackupSh.Catalog.History;

/// <summary>Writes the history. What cannot be written is told to the log and stops nothing: the storages are the truth.</summary>
internal sealed class HistoryWriter(CatalogStore store, TimeProvider time, ILogger logger)
{
    private const string Running = "Running";
    private const string Cancelled = "Cancelled";
    private const string Interrupted = "Interrupted";

    internal Task RunStartedAsync(string runId, string job, DateTimeOffset started) => WriteAsync(new RunRecord(runId, job, started, Running, []));

    internal Task RunEndedAsync(RunResult result, DateTimeOffset started) => WriteAsync(
        new RunRecord(result.RunId, result.Job, started, result.Status.ToString(), [.. result.Backups.Select(Of)]) { Duration = result.Duration });

    internal Task RunCancelledAsync(string runId, string job, DateTimeOffset started) => WriteAsync(new RunRecord(runId, job, started, Cancelled, []));

    /// <summary>Marks a run that nobody runs any more, unless its end is written down already.</summary>
    /// <returns>True if it had come to its end, whatever that was.</returns>
    internal async Task<bool> RunInterruptedAsync(string runId, string job, DateTimeOffset started, CancellationToken cancellationToken)
    {
        CatalogRecord? standing = await store.FindAsync(CatalogRecordKind.Run, Fit(job), runId, cancellationToken).ConfigureAwait(false);
        string? status = standing is null ? null : JsonSerializer.Deserialize(standing.Document, CatalogJson.Default.RunRecord)!.Status;
        if (status is null or Running)
        {
            await WriteAsync(new RunRecord(runId, job, started, Interrupted, [])).ConfigureAwait(false);
        }

        return status is not (null or Running or Cancelled or Interrupted);
    }

    internal Task NotifiedAsync(IBackupObserver observer, BackupEvent backupEvent, Exception? failure)
    {
        NotificationRecord told = new(
            time.GetUtcNow(), observer.GetType().Name, backupEvent.GetType().Name, backupEvent.RunId, failure?.GetType().Name);
        string document = JsonSerializer.Serialize(told, CatalogJson.Default.NotificationRecord);
        return WriteAsync(new CatalogRecord(CatalogRecordKind.Notification, Fit(told.Observer), RunId.Create(time), told.Time, document));
    }

    /// <summary>Remembers that a backup was deleted from a storage: nobody shall think later that it was missed.</summary>
    internal async Task DeletedAsync(string storage, BackupName name)
    {
        try
        {
            CatalogRecord? standing = await store.FindAsync(CatalogRecordKind.Backup, storage, name.ToString(), CancellationToken.None).ConfigureAwait(false);
            BackupDocument gone = (standing is null ? new BackupDocument() : BackupDocument.Of(standing)) with { GoneAt = time.GetUtcNow() };
            await store.WriteAsync([gone.ToRecord(storage, name)], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            CatalogLog.NotWritten(logger, Failure.ErrorOf(exception)); // the storages are the truth, and have it
        }
    }

    private static string Fit(string name) => name.Length <= CatalogRecord.MaximumNameLength ? name : name[..CatalogRecord.MaximumNameLength];

    private static RunBackupRecord Of(BackupResult backup) => new(
        backup.Database,
        backup.Name,
        backup.ArchiveBytes,
        [.. backup.Outcomes.Select(outcome => new RunStorageRecord(outcome.Storage, outcome.Error?.ToString(), outcome.Rotation?.Deleted.Count ?? 0))],
        backup.Error?.ToString(),
        [.. backup.Warnings.Concat(backup.Outcomes.SelectMany(outcome => outcome.Warnings)).Select(warning => warning.ToString())]);

    private Task WriteAsync(RunRecord run)
    {
        string document = JsonSerializer.Serialize(run, CatalogJson.Default.RunRecord);
        return WriteAsync(new CatalogRecord(CatalogRecordKind.Run, Fit(run.Job), run.RunId, run.Started, document));
    }

    private async Task WriteAsync(CatalogRecord record)
    {
        try
        {
            await store.WriteAsync([record], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            CatalogLog.NotWritten(logger, Failure.ErrorOf(exception)); // the storages are the truth, and have it
        }
    }
}
