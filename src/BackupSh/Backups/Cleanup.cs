using System.Collections.Concurrent;
using BackupSh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BackupSh.Backups;

/// <summary>Removes what a run leaves behind, with a token of its own: the run's may have fired.</summary>
/// <remarks>Each storage has one budget of time for all of it, and storages are cleaned at the same time: so one that hangs
/// neither holds the run longer than the budget, nor keeps the others from being cleaned.</remarks>
internal sealed class Cleanup(TimeSpan timeout, TimeProvider time, ILogger logger)
{
    private readonly ConcurrentDictionary<string, TimeSpan> _spent = new(StringComparer.Ordinal);

    /// <summary>Waits for something to end by itself, but not for ever.</summary>
    /// <returns>False if it has not ended in time.</returns>
    internal async Task<bool> TryWaitAsync(string storage, Task task)
    {
        try
        {
            await SpendAsync(storage, token => task.WaitAsync(token)).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Removes something. What cannot be removed is logged; it is swept later, and is no backup meanwhile.</summary>
    internal async Task TryAsync(string storage, string what, Func<CancellationToken, Task> remove)
    {
        try
        {
            await SpendAsync(storage, remove).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.CleanupFailed(logger, what, storage, exception);
        }
    }

    private async Task SpendAsync(string storage, Func<CancellationToken, Task> work)
    {
        TimeSpan left = timeout - _spent.GetValueOrDefault(storage);
        if (left <= TimeSpan.Zero)
        {
            throw new TimeoutException($"The time to clean up, {timeout}, is over.");
        }

        long started = time.GetTimestamp();
        using CancellationTokenSource limit = new(left, time);
        try
        {
            await work(limit.Token).WaitAsync(left, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Of two timers of one moment either may be the first: the work must hear that its time is over all the same.
            await limit.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            TimeSpan elapsed = time.GetElapsedTime(started);
            _spent.AddOrUpdate(storage, elapsed, (_, spent) => spent + elapsed);
        }
    }
}
