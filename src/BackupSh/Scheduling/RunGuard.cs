using BackupSh.Backups;
using BackupSh.Configuration;
using BackupSh.Diagnostics;
using BackupSh.Shared;

namespace BackupSh.Scheduling;

/// <summary>Stays with one run: renews its lease, and cancels it if it moves nothing.</summary>
internal sealed class RunGuard(Engine engine, ScheduleRecords records, JobConfiguration job, CancellationTokenSource cancellation)
{
    // Beyond what the run itself may take to clean up: for a source that does not hear its token.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly ProgressWatch _watch = new(engine.Time);
    private ScheduledOutcome? _verdict;
    private long _cancelledAt;

    private SchedulerSettings Settings => engine.Configuration.Scheduler;

    /// <summary>Runs, and stays until the run has ended, or nobody can wait for it any more.</summary>
    internal async Task<ScheduledOutcome> WatchAsync(Func<IProgress<BackupProgress>, Task<RunResult>> start, ScheduledRun run)
    {
        Task<RunResult> running = start(_watch);
        while (!running.IsCompleted)
        {
            await WaitAsync(running).ConfigureAwait(false);
            if (running.IsCompleted)
            {
                break;
            }

            await KeepLeaseAsync().ConfigureAwait(false);
            JudgeProgress();
            if (cancellation.IsCancellationRequested && IsOverdue())
            {
                run.Abandon(ObservedAsync(running));
                return _verdict ?? ScheduledOutcome.Stopped(job.Name);
            }
        }

        return await OutcomeAsync(running).ConfigureAwait(false);
    }

    private async Task WaitAsync(Task running)
    {
        // Three signs of life in a lease: one may be late, and one may be lost.
        TimeSpan beat = TimeSpan.FromTicks(Math.Min(Settings.LeaseDuration.Ticks / 3, Settings.NoProgressTimeout.Ticks));
        try
        {
            await running.WaitAsync(beat, engine.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The time is over, or the run has failed: its outcome is read from the task itself.
        }
    }

    private async Task KeepLeaseAsync()
    {
        try
        {
            using CancellationTokenSource limit = new(ScheduleRecords.Patience, engine.Time);
            if (!await records.TryLeaseAsync(job.Name, limit.Token).ConfigureAwait(false))
            {
                await CancelAsync(ScheduledOutcome.LeaseLost(job.Name)).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // A catalog that does not answer is no reason to lose a backup: names are claimed in the storages.
            SchedulerLog.LeaseNotRenewed(engine.Logger, job.Name, Failure.ErrorOf(exception));
        }
    }

    private void JudgeProgress()
    {
        if (_watch.Idle >= Settings.NoProgressTimeout)
        {
            _ = CancelAsync(ScheduledOutcome.Failed(ErrorTexts.Error("BSH1142", job.Name, Settings.NoProgressTimeout)));
        }
    }

    private Task CancelAsync(ScheduledOutcome verdict)
    {
        if (_verdict is not null)
        {
            return Task.CompletedTask;
        }

        _verdict = verdict;
        return cancellation.CancelAsync();
    }

    private bool IsOverdue()
    {
        _cancelledAt = _cancelledAt == 0 ? engine.Time.GetTimestamp() : _cancelledAt;
        return engine.Time.GetElapsedTime(_cancelledAt) >= job.CleanupTimeout + Grace;
    }

    private async Task<ScheduledOutcome> OutcomeAsync(Task<RunResult> running)
    {
        try
        {
            return ScheduledOutcome.Of(await running.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return _verdict ?? ScheduledOutcome.Stopped(job.Name);
        }
        catch (Exception exception)
        {
            // The engine promises results, not exceptions; one that comes all the same must not end the scheduler.
            Log.Unexpected(engine.Logger, exception);
            return ScheduledOutcome.Failed(Failure.ErrorOf(exception));
        }
    }

    // Nobody waits for it: what it still throws is logged, not lost.
    private async Task ObservedAsync(Task running)
    {
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.Unexpected(engine.Logger, exception);
        }
    }
}
