using BackupSh.Backups;
using BackupSh.Configuration;
using BackupSh.Diagnostics;

namespace BackupSh.Scheduling;

/// <summary>Starts what is due. One look after the other; the runs that it starts go on beside it.</summary>
internal sealed class Scheduler(Engine engine, ScheduleRecords records, CatalogHome home, ScheduledRunner runner)
{
    /// <summary>The longest time between two looks: whatever other nodes, users and a clock that jumps have changed is seen then.</summary>
    internal static readonly TimeSpan MaximumWait = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, ScheduledRun> _runs = new(StringComparer.OrdinalIgnoreCase);
    private bool _isHeld;

    private SchedulerSettings Settings => engine.Configuration.Scheduler;

    /// <summary>Looks at every job once, and starts what is due.</summary>
    /// <returns>When to look again at the latest.</returns>
    internal async Task<DateTimeOffset> LookAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset next = engine.Now + MaximumWait;
        ForgetEndedRuns();
        if (await IsHeldAsync(cancellationToken).ConfigureAwait(false))
        {
            return next;
        }

        foreach (JobConfiguration job in await engine.Jobs.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!job.IsSimulation && await TryLookAsync(job, cancellationToken).ConfigureAwait(false) is { } look && look < next)
            {
                next = look;
            }
        }

        return next;
    }

    /// <summary>Gets a value indicating whether the last look left no run that somebody waits for.</summary>
    internal bool IsIdle => _runs.Values.All(run => run.IsAbandoned);

    /// <summary>Waits until every run has ended.</summary>
    internal Task WhenIdleAsync() => Task.WhenAll(_runs.Values.Select(run => run.Ended));

    // Said once, not with every look.
    private async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        BackupShError? hold = await home.BeginOrFindHoldAsync(cancellationToken).ConfigureAwait(false);
        if (hold is not null && !_isHeld)
        {
            SchedulerLog.Held(engine.Logger, hold);
        }
        else if (hold is null && _isHeld)
        {
            SchedulerLog.Released(engine.Logger);
        }

        _isHeld = hold is not null;
        return _isHeld;
    }

    private async Task<DateTimeOffset?> TryLookAsync(JobConfiguration job, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(job, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            // A catalog that does not answer, for example. The other jobs are looked at, and this one at the next look.
            SchedulerLog.LookFailed(engine.Logger, job.Name, Failure.ErrorOf(exception));
            Log.Unexpected(engine.Logger, exception);
            return null;
        }
    }

    private async Task<DateTimeOffset?> LookAsync(JobConfiguration job, CancellationToken cancellationToken)
    {
        if (_runs.ContainsKey(job.Name))
        {
            return null; // its end wakes us; what comes due meanwhile is run then, once
        }

        JobTurn turn = await TurnAsync(job, cancellationToken).ConfigureAwait(false);
        if (turn.Kind == TurnKind.Wait)
        {
            return turn.NextLook;
        }

        if (turn.Kind == TurnKind.Run && _runs.Values.Count(run => !run.IsAbandoned) >= Settings.MaximumParallelRuns)
        {
            return null; // a run that ends wakes us
        }

        if (!await records.TryLeaseAsync(job.Name, cancellationToken).ConfigureAwait(false))
        {
            return engine.Now + Settings.LeaseDuration; // another node is at it
        }

        return await LookWithLeaseAsync(job, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DateTimeOffset?> LookWithLeaseAsync(JobConfiguration job, CancellationToken cancellationToken)
    {
        bool goesOn = false;
        try
        {
            // Another node may have done it between our look and our lease.
            ScheduleState? state = await records.FindStateAsync(job.Name, cancellationToken).ConfigureAwait(false);
            bool mayRun = await MayRunAsync(job, cancellationToken).ConfigureAwait(false);
            JobTurn turn = JobTurn.Of(job, state, mayRun, engine.Now);
            switch (turn.Kind)
            {
                case TurnKind.Begin:
                    await records.WriteStateAsync(job.Name, new ScheduleState { Handled = engine.Now, Version = state?.Version ?? 0 }, cancellationToken).ConfigureAwait(false);
                    return engine.Now;
                case TurnKind.Recover:
                    await runner.RecoverAsync(job, state!, cancellationToken).ConfigureAwait(false);
                    return engine.Now; // for what has come due meanwhile; the run itself is tried again after its delay
                case TurnKind.Skip:
                    await records.SkipAsync(job, turn, cancellationToken).ConfigureAwait(false);
                    return engine.Now;
                case TurnKind.Run:
                    _runs[job.Name] = await runner.StartAsync(job, turn, cancellationToken).ConfigureAwait(false);
                    goesOn = true;
                    return null;
                default:
                    return turn.NextLook;
            }
        }
        finally
        {
            if (!goesOn)
            {
                await records.ReleaseLeaseAsync(job.Name).ConfigureAwait(false);
            }
        }
    }

    private async Task<JobTurn> TurnAsync(JobConfiguration job, CancellationToken cancellationToken)
    {
        ScheduleState? state = await records.FindStateAsync(job.Name, cancellationToken).ConfigureAwait(false);
        return JobTurn.Of(job, state, await MayRunAsync(job, cancellationToken).ConfigureAwait(false), engine.Now);
    }

    private async Task<bool> MayRunAsync(JobConfiguration job, CancellationToken cancellationToken) =>
        job.IsActive && await records.FindPauseAsync(job.Name, cancellationToken).ConfigureAwait(false) is null;

    private void ForgetEndedRuns()
    {
        foreach (string job in _runs.Where(run => run.Value.IsGone).Select(run => run.Key).ToArray())
        {
            _runs.Remove(job);
        }
    }
}
