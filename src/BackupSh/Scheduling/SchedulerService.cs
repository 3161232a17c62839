using BackupSh.Backups;
using BackupSh.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace BackupSh.Scheduling;

/// <summary>Runs the scheduler while the host runs. Throws nothing into the host but a wrong configuration, at start.</summary>
internal sealed class SchedulerService(Func<Engine> findEngine, Func<Scheduler> findScheduler, Func<ScheduledRunner> findRunner, WakeSignal wake)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Engine? _engine;
    private Task _loop = Task.CompletedTask;

    // What is asked for here is made at start, not when the host is built: tools build hosts to look at them.
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Engine engine = findEngine();
        if (engine.Configuration.Scheduler.Enabled)
        {
            _engine = engine;
            SchedulerLog.Started(engine.Logger, engine.Configuration.Jobs.Count);
            _loop = Task.Run(() => LoopAsync(engine, findScheduler()), CancellationToken.None);
        }
        else
        {
            SchedulerLog.SwitchedOff(engine.Logger);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_engine is not { } engine)
        {
            return;
        }

        try
        {
            await _loop.WaitAsync(cancellationToken).ConfigureAwait(false);
            await findRunner().StopAsync().ConfigureAwait(false);
            await findScheduler().WhenIdleAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            SchedulerLog.Stopped(engine.Logger);
        }
        catch (OperationCanceledException)
        {
            SchedulerLog.StoppedEarly(engine.Logger); // the host's time is over: whoever starts next finds the open runs
        }
    }

    public void Dispose() => _stop.Dispose();

    private async Task LoopAsync(Engine engine, Scheduler scheduler)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                DateTimeOffset next = await scheduler.LookAsync(_stop.Token).ConfigureAwait(false);
                TimeSpan delay = next - engine.Now;
                await wake.WaitAsync(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, _stop.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (!exception.IsCancellationBy(_stop.Token))
            {
                await TryAgainLaterAsync(engine, exception).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task TryAgainLaterAsync(Engine engine, Exception exception)
    {
        SchedulerLog.RoundFailed(engine.Logger, Failure.ErrorOf(exception));
        Log.Unexpected(engine.Logger, exception);
        try
        {
            await wake.WaitAsync(Scheduler.MaximumWait, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the loop sees it.
        }
    }
}
