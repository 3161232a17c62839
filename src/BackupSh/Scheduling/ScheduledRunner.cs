using BackupSh.Backups;
using BackupSh.Configuration;
using BackupSh.Diagnostics;
using BackupSh.Events;
using BackupSh.Shared;

namespace BackupSh.Scheduling;

/// <summary>Runs jobs for the scheduler: keeps their lease, watches their progress, writes down what became of them.</summary>
internal sealed class ScheduledRunner(Engine engine, StartRun startRun, ScheduleRecords records, WakeSignal wake) : IDisposable
{
    // An interrupted run is made up for once: a job that takes the process down with it must not do so for ever.
    private const int MaximumAttempts = 2;

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancels every run.</summary>
    internal Task StopAsync() => _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();

    /// <summary>Starts a job, whose lease we have. The lease is given back when the run has ended.</summary>
    internal async Task<ScheduledRun> StartAsync(JobConfiguration job, JobTurn turn, CancellationToken cancellationToken)
    {
        OpenRun open = new(RunId.Create(engine.Time), turn.Due, turn.Attempt, engine.Now);
        await records.StartAsync(job, open, turn, cancellationToken).ConfigureAwait(false);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ScheduledRun run = new() { Ended = ended.Task };
        _ = Task.Run(() => RunAsync(job, open, run, ended), CancellationToken.None);
        return run;
    }

    /// <summary>Marks a run that was started and that nobody runs any more.</summary>
    internal async Task RecoverAsync(JobConfiguration job, ScheduleState state, CancellationToken cancellationToken)
    {
        OpenRun open = state.Open!;
        bool ended = await engine.History.RunInterruptedAsync(open.RunId, job.Name, open.Started, cancellationToken).ConfigureAwait(false);
        if (ended)
        {
            // Only its end was not written down here: there is nothing to make up for.
            await records.EndAsync(job.Name, open, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        bool again = open.Attempt < MaximumAttempts;
        BackupShError error = ErrorTexts.Error(again ? "BSH1143" : "BSH1144", job.Name, open.RunId);
        DueRetry? retry = again ? new DueRetry(open.Due, open.Attempt + 1, engine.Now + engine.Configuration.Scheduler.RetryDelay) : null;
        await records.EndAsync(job.Name, open, retry, cancellationToken).ConfigureAwait(false);
        if (!again)
        {
            await records.GiveUpAsync(job.Name, open.Due, cancellationToken).ConfigureAwait(false);
        }

        await TellAsync(job, open, error).ConfigureAwait(false);
    }

    private async Task RunAsync(JobConfiguration job, OpenRun open, ScheduledRun run, TaskCompletionSource ended)
    {
        try
        {
            using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            RunGuard guard = new(engine, records, job, cancellation);
            ScheduledOutcome outcome = await guard.WatchAsync(
                progress => startRun(job, new RunOptions { Progress = progress }, open.RunId, cancellation.Token), run).ConfigureAwait(false);
            await EndAsync(job, open, outcome).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // The catalog did not take it, for example: the run stays open there, and is found when its lease is over.
            SchedulerLog.RunNotRecorded(engine.Logger, open.RunId, job.Name, Failure.ErrorOf(exception));
            Log.Unexpected(engine.Logger, exception);
        }

        ended.SetResult();
        wake.Set();
    }

    private async Task EndAsync(JobConfiguration job, OpenRun open, ScheduledOutcome outcome)
    {
        if (outcome.IsLeaseLost)
        {
            return; // whoever has the lease now has marked the run already
        }

        // A stop is nobody's fault: the next start makes up for it at once, as the same attempt.
        DueRetry? retry = outcome.IsStopped ? new DueRetry(open.Due, open.Attempt, engine.Now) : null;
        using CancellationTokenSource limit = new(ScheduleRecords.Patience, engine.Time);
        await records.EndAsync(job.Name, open, retry, limit.Token).ConfigureAwait(false);
        await records.ReleaseLeaseAsync(job.Name).ConfigureAwait(false);
        if (outcome is { Error: { } error, IsStopped: false })
        {
            await TellAsync(job, open, error).ConfigureAwait(false);
        }
    }

    private async Task TellAsync(JobConfiguration job, OpenRun open, BackupShError error)
    {
        SchedulerLog.RunFailed(engine.Logger, open.RunId, job.Name, error);
        BackupFailed told = new(engine.Now, open.RunId, job.Name, job.SourceName, null, error.Code, error.ToString());
        await engine.Events.PublishAsync(told, CancellationToken.None).ConfigureAwait(false);
    }
}
