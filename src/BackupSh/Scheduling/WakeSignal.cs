namespace BackupSh.Scheduling;

/// <summary>Ends a wait early.</summary>
internal sealed class WakeSignal(TimeProvider time)
{
    private TaskCompletionSource _set = New();

    /// <summary>Ends the wait, or the next one if nobody waits.</summary>
    internal void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Waits until the time is over, or the signal is set.</summary>
    internal async Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref _set).Task.WaitAsync(delay, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The usual end: nothing has happened meanwhile.
        }

        Volatile.Write(ref _set, New());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
