using BackupSh.Shared;
using Microsoft.Extensions.Logging;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>Runs requests: again where that helps, and with our errors where it does not.</summary>
/// <remarks>Nothing of the content passes here: what it throws is never taken for a failure of Drive.</remarks>
internal sealed class DriveRequests(RequestRetry retry, GoogleDriveErrors errors)
{
    internal RequestRetry Retry => retry;

    internal GoogleDriveErrors Errors => errors;

    internal static RequestRetry CreateRetry(TimeProvider time, ILogger logger, RetryLimits limits) => new(
        limits,
        time,
        notice => Log.Retrying(logger, notice.Operation, notice.Attempt, notice.Delay.TotalMilliseconds, notice.Failure.Message));

    /// <summary>Runs a request whose repetition does no harm.</summary>
    /// <param name="operation">What it is, for the log. Holds no address.</param>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    /// <param name="request">One attempt.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal async Task<T> RunAsync<T>(
        string operation, string? objectName, Func<RequestAttempt, CancellationToken, Task<T>> request, CancellationToken cancellationToken)
    {
        try
        {
            return await retry.RunAsync(operation, request, GoogleDriveErrors.Classify, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested) && exception is not BackupShException)
        {
            throw errors.Translate(exception, objectName);
        }
    }
}
