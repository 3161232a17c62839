using System.Diagnostics;
using BackupSh.Diagnostics;
using BackupSh.Events;
using BackupSh.Rotation;

namespace BackupSh.Backups;

/// <summary>Tells the world about a run: log, trace, metrics, observers.</summary>
internal sealed class RunReport(Engine engine, RunContext run)
{
    private readonly long _start = engine.Time.GetTimestamp();
    private readonly DateTimeOffset _started = engine.Now;
    private readonly Activity? _activity = Telemetry.StartRun(run.RunId, run.Job.Name);

    internal async Task StartedAsync(CancellationToken cancellationToken)
    {
        Log.RunStarted(engine.Logger, run.RunId, run.Job.Name);
        await engine.History.RunStartedAsync(run.RunId, run.Job.Name, _started).ConfigureAwait(false);
        await engine.Events.PublishAsync(new RunStarted(engine.Now, run.RunId, run.Job.Name), cancellationToken).ConfigureAwait(false);
    }

    internal async Task<RunResult> EndedAsync(IReadOnlyList<BackupResult> backups)
    {
        RunStatus status = backups.Max(backup => backup.Status);
        RunResult result = new(run.RunId, run.Job.Name, status, backups, engine.Time.GetElapsedTime(_start));
        foreach (BackupResult backup in backups)
        {
            await ReportAsync(backup).ConfigureAwait(false);
        }

        await engine.History.RunEndedAsync(result, _started).ConfigureAwait(false);
        Telemetry.EndRun(_activity, result);
        Log.RunEnded(engine.Logger, run.RunId, run.Job.Name, status.ToString(), result.Duration);
        await PublishAsync(new RunEnded(engine.Now, run.RunId, run.Job.Name, status.ToString(), result.Duration)).ConfigureAwait(false);
        return result;
    }

    internal async Task CancelledAsync()
    {
        Telemetry.CancelRun(_activity, run.Job.Name);
        Log.RunCancelled(engine.Logger, run.RunId, run.Job.Name);
        await engine.History.RunCancelledAsync(run.RunId, run.Job.Name, _started).ConfigureAwait(false);
        await PublishAsync(new RunCancelled(engine.Now, run.RunId, run.Job.Name)).ConfigureAwait(false);
    }

    private async Task ReportAsync(BackupResult backup)
    {
        if (backup.Error is { } error)
        {
            Log.BackupFailed(engine.Logger, run.RunId, run.Job.Name, backup.Database, error);
            await PublishAsync(new BackupFailed(engine.Now, run.RunId, run.Job.Name, backup.Database, null, error.Code, error.ToString())).ConfigureAwait(false);
        }

        foreach (StorageOutcome outcome in backup.Outcomes)
        {
            await ReportAsync(backup, outcome).ConfigureAwait(false);
        }

        foreach (BackupShError warning in backup.Warnings)
        {
            Log.RunWarning(engine.Logger, run.RunId, run.Job.Name, warning);
        }
    }

    private async Task ReportAsync(BackupResult backup, StorageOutcome outcome)
    {
        if (outcome.Error is { } error)
        {
            Log.StorageFailed(engine.Logger, outcome.Storage, backup.Name!, error);
            await PublishAsync(new BackupFailed(engine.Now, run.RunId, run.Job.Name, backup.Database, outcome.Storage, error.Code, error.ToString())).ConfigureAwait(false);
            return;
        }

        Log.Committed(engine.Logger, backup.Name!, outcome.Storage, backup.ArchiveBytes);
        await PublishAsync(new BackupCommitted(engine.Now, run.RunId, run.Job.Name, backup.Name!, outcome.Storage, backup.ArchiveBytes)).ConfigureAwait(false);
        foreach (BackupShError warning in outcome.Warnings)
        {
            Log.RunWarning(engine.Logger, run.RunId, run.Job.Name, warning);
        }

        if (outcome.Rotation is { } rotation)
        {
            await RotationReport.PublishAsync(engine, run.RunId, rotation).ConfigureAwait(false);
        }
    }

    // The run's own token may have fired; what has happened is told all the same.
    private Task PublishAsync(BackupEvent backupEvent) => engine.Events.PublishAsync(backupEvent, CancellationToken.None);
}
