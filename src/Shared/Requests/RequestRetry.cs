using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace BackupSh.Shared;

/// <summary>The one place that tries a storage's requests again. One instance per storage.</summary>
/// <remarks>The retries of SDKs and HTTP pipelines below are off: attempts multiply when several layers repeat. What is
/// repeated must be repeatable: its body comes from a buffer, never from a stream that is read forward once.</remarks>
/// <param name="limits">The bounds.</param>
/// <param name="time">The clock of all waits.</param>
/// <param name="notice">Told of each failure that is followed by another attempt. The last one is thrown instead.</param>
/// <param name="jitter">Returns 0 to 1; null for a random number.</param>
internal sealed class RequestRetry(RetryLimits limits, TimeProvider time, Action<RetryNotice> notice, Func<double>? jitter = null)
{
    private const int JitterSteps = 1 << 20;

    private readonly RetryBudget _budget = new(time);

    /// <summary>Runs an operation, and again after failures that may pass.</summary>
    /// <param name="operation">What it is, for the log.</param>
    /// <param name="request">One attempt.</param>
    /// <param name="classify">Says of an attempt's exception whether to try again. Not asked about a cancellation.</param>
    /// <param name="cancellationToken">Cancels the attempt or the wait.</param>
    /// <returns>The first success.</returns>
    /// <exception cref="OperationCanceledException">The token fired: whatever the attempt threw then.</exception>
    internal Task<T> RunAsync<T>(
        string operation,
        Func<RequestAttempt, CancellationToken, Task<T>> request,
        Func<Exception, RequestFailure> classify,
        CancellationToken cancellationToken) =>
        new RetriedOperation<T>(this, operation, request, classify).RunAsync(null, cancellationToken);

    /// <summary>Goes on after an attempt that was made elsewhere and failed with <paramref name="failure"/>.</summary>
    internal Task<T> ResumeAsync<T>(
        string operation,
        Exception failure,
        Func<RequestAttempt, CancellationToken, Task<T>> request,
        Func<Exception, RequestFailure> classify,
        CancellationToken cancellationToken) =>
        new RetriedOperation<T>(this, operation, request, classify).RunAsync(failure, cancellationToken);

    private double NextJitter() => jitter?.Invoke() ?? (double)RandomNumberGenerator.GetInt32(JitterSteps) / JitterSteps;

    private sealed class RetriedOperation<T>(
        RequestRetry retry,
        string operation,
        Func<RequestAttempt, CancellationToken, Task<T>> request,
        Func<Exception, RequestFailure> classify)
    {
        private readonly long _started = retry.Time.GetTimestamp();
        private RequestAttempt _attempt = RequestAttempt.First;
        private bool _hadFreshConnection;
        private bool _hadNewCredentials;

        internal async Task<T> RunAsync(Exception? failure, CancellationToken cancellationToken)
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (failure is not null)
                {
                    await PrepareNextAsync(failure, cancellationToken).ConfigureAwait(false);
                }

                try
                {
                    return await request(_attempt, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
                {
                    failure = exception;
                }
            }
        }

        private static bool IsCancellation(Exception exception, CancellationToken cancellationToken) =>
            exception is OperationCanceledException && cancellationToken.IsCancellationRequested;

        /// <summary>Waits for the next attempt, or throws the failure if there is none.</summary>
        private async Task PrepareNextAsync(Exception failure, CancellationToken cancellationToken)
        {
            RequestFailure verdict = classify(failure);
            TimeSpan delay = DelayOf(verdict);
            if (!MayFollow(verdict, delay))
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            _hadFreshConnection |= verdict.NeedsFreshConnection;
            _hadNewCredentials |= verdict.NeedsNewCredentials;
            retry.Notice(new RetryNotice(operation, _attempt.Number, delay, failure));
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, retry.Time, cancellationToken).ConfigureAwait(false);
            }

            _attempt = new RequestAttempt(_attempt.Number + 1, verdict.NeedsFreshConnection, verdict.NeedsNewCredentials);
        }

        private TimeSpan DelayOf(RequestFailure verdict) =>
            verdict.NeedsFreshConnection || verdict.NeedsNewCredentials
                ? TimeSpan.Zero
                : retry.Limits.DelayAfter(_attempt.Number, verdict.RetryAfter, retry.NextJitter());

        private bool MayFollow(RequestFailure verdict, TimeSpan delay) =>
            verdict.IsRetryable
            && !(verdict.NeedsFreshConnection && _hadFreshConnection)
            && !(verdict.NeedsNewCredentials && _hadNewCredentials)
            && _attempt.Number < retry.Limits.MaximumAttempts
            && retry.Time.GetElapsedTime(_started) + delay <= retry.Limits.MaximumTotal
            && retry._budget.TryTake();
    }

    private RetryLimits Limits => limits;

    private TimeProvider Time => time;

    private Action<RetryNotice> Notice => notice;
}
