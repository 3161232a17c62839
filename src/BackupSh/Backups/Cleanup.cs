using BackupSh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace BackupSh.Backups;

/// <summary>Removes what a run leaves behind, in bounded time and with a token of its own: the run's may have fired.</summary>
internal sealed class Cleanup(TimeSpan timeout, TimeProvider time, ILogger logger)
{
    /// <summary>Waits for something to end by itself, but not for ever.</summary>
    /// <returns>False if it has not ended in time.</returns>
    internal async Task<bool> TryWaitAsync(Task task)
    {
        try
        {
            await task.WaitAsync(timeout, time, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Removes something. What cannot be removed is logged; it is swept later, and is no backup meanwhile.</summary>
    internal async Task TryAsync(string what, Func<CancellationToken, Task> remove)
    {
        using CancellationTokenSource limit = new(timeout, time);
        try
        {
            await remove(limit.Token).WaitAsync(timeout, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.CleanupFailed(logger, what, exception);
        }
    }
}
