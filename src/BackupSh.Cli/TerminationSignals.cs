using System.Runtime.InteropServices;

namespace BackupSh.Cli;

/// <summary>Turns the first SIGINT or SIGTERM into a cancellation. A second one ends the process at once.</summary>
internal sealed class TerminationSignals : IDisposable
{
    // Longer than a job's default CleanupTimeout of 30 seconds, shorter than the patience of service managers
    // (systemd's TimeoutStopSec is 90 seconds).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _cancelled = new();
    private readonly TaskCompletionSource _gaveUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;
    private ITimer? _limit;

    internal TerminationSignals(TimeProvider time)
    {
        _time = time;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    /// <summary>Runs something until it ends, or until its clean-up after a signal takes too long.</summary>
    internal async Task<int> RunAsync(Func<CancellationToken, Task<int>> run)
    {
        Task<int> running = run(_cancelled.Token);
        await Task.WhenAny(running, _gaveUp.Task).ConfigureAwait(false);
        return running.IsCompleted ? await running.ConfigureAwait(false) : ExitCodes.Cancelled;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _limit?.Dispose();
        _cancelled.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // Not cancelled here, the second signal does what the system does by default.
        context.Cancel = !_cancelled.IsCancellationRequested;
        if (context.Cancel)
        {
            _limit = _time.CreateTimer(_ => _gaveUp.TrySetResult(), null, Patience, Timeout.InfiniteTimeSpan);
            _cancelled.Cancel();
        }
    }
}
