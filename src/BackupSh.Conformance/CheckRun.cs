using System.Globalization;

namespace BackupSh.Conformance;

/// <summary>One execution of a check: with a time limit, and with a cleaning up that has its own.</summary>
internal abstract class CheckRun(ConformanceCheck check)
{
    private static readonly TimeSpan MostCleanUpTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MostEndingTime = TimeSpan.FromSeconds(10);

    internal CheckTrace Trace { get; } = new();

    internal async Task<CheckResult> RunAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        CheckResult result;
        string? left = null;
        try
        {
            result = await JudgeAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            left = await TidyAsync(timeout < MostCleanUpTime ? timeout : MostCleanUpTime, time).ConfigureAwait(false);
        }

        if (left is not null && result.IsAcceptable)
        {
            result = Failed($"It is {result.Status}, but {left}", exception: null);
        }

        return result with { Duration = time.GetElapsedTime(start), Cost = Trace.Cost, Steps = Trace.Steps };
    }

    /// <summary>Does what the check is made of.</summary>
    private protected abstract Task ExecuteAsync(CancellationToken cancellationToken);

    /// <summary>Removes what the check has made.</summary>
    /// <returns>What could not be removed, or <see langword="null"/>.</returns>
    private protected abstract Task<string?> CleanUpAsync(CancellationToken cancellationToken);

    private async Task<CheckResult> JudgeAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task running = Task.Run(() => ExecuteAsync(stop.Token), CancellationToken.None);
        try
        {
            await running.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
            return new CheckResult(check.Id, CheckStatus.Passed, "");
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"It hangs: it did not end within {timeout}."), exception: null);
        }
        catch (NothingToKeepException exception)
        {
            return new CheckResult(check.Id, CheckStatus.NotApplicable, exception.Message);
        }
        catch (PromiseBrokenException exception)
        {
            return Failed(exception.Message, exception.InnerException);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"Nobody expected an exception here, but a call {Expect.Tell(exception)}", exception);
        }
        finally
        {
            await EndAsync(running, stop, timeout < MostEndingTime ? timeout : MostEndingTime, time).ConfigureAwait(false);
        }
    }

    // What is still on its way when a check is cancelled would arrive after the cleaning up, and stay. Who does not heed the token is not waited for.
    private static async Task EndAsync(Task running, CancellationTokenSource stop, TimeSpan timeout, TimeProvider time)
    {
        if (!running.IsCompleted)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await running.WaitAsync(timeout, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> TidyAsync(TimeSpan timeout, TimeProvider time)
    {
        // Its own token: a check that was cancelled or hangs must clean up too.
        using CancellationTokenSource stop = new();
        Task<string?> cleaning = Task.Run(() => CleanUpAsync(stop.Token), CancellationToken.None);
        try
        {
            return await cleaning.WaitAsync(timeout, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cleaning.IsCompletedSuccessfully)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            return $"what it made could not be removed: the cleaning up {Expect.Tell(exception)}";
        }
    }

    private CheckResult Failed(string reason, Exception? exception) => new(check.Id, CheckStatus.Failed, reason) { Exception = exception };
}
