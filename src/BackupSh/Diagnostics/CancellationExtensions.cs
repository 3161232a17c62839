namespace BackupSh.Diagnostics;

/// <summary>Tells whose wish a cancellation was.</summary>
internal static class CancellationExtensions
{
    /// <summary>Tells whether an exception is the caller's wish. A client that gives up by itself throws the same type, and
    /// has failed like any other.</summary>
    internal static bool IsCancellationBy(this Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;
}
