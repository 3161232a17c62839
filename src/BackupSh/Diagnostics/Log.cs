using Microsoft.Extensions.Logging;

namespace BackupSh.Diagnostics;

/// <summary>Everything the engine logs, with stable event ids.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Run {RunId} of job '{Job}' starts")]
    internal static partial void RunStarted(ILogger logger, string runId, string job);

    [LoggerMessage(2, LogLevel.Information, "Run {RunId} of job '{Job}' ended: {Status} in {Duration}")]
    internal static partial void RunEnded(ILogger logger, string runId, string job, string status, TimeSpan duration);

    [LoggerMessage(3, LogLevel.Information, "Backup '{Backup}' is committed in storage '{Storage}': {ArchiveBytes} bytes")]
    internal static partial void Committed(ILogger logger, string backup, string storage, long archiveBytes);

    [LoggerMessage(4, LogLevel.Error, "Storage '{Storage}' does not have backup '{Backup}': {Error}")]
    internal static partial void StorageFailed(ILogger logger, string storage, string backup, BackupShError error);

    [LoggerMessage(5, LogLevel.Error, "Run {RunId} of job '{Job}' made no backup of '{Database}': {Error}")]
    internal static partial void BackupFailed(ILogger logger, string runId, string job, string database, BackupShError error);

    [LoggerMessage(6, LogLevel.Warning, "Run {RunId} of job '{Job}': {Warning}")]
    internal static partial void RunWarning(ILogger logger, string runId, string job, BackupShError warning);

    [LoggerMessage(7, LogLevel.Information, "Run {RunId} of job '{Job}' was cancelled")]
    internal static partial void RunCancelled(ILogger logger, string runId, string job);

    [LoggerMessage(8, LogLevel.Warning, "Could not remove the {What} in storage '{Storage}'; it is no backup, and is swept later")]
    internal static partial void CleanupFailed(ILogger logger, string what, string storage, Exception exception);

    [LoggerMessage(9, LogLevel.Information, "Rotation of '{Database}' in storage '{Storage}': {Kept} kept, {Deleted} deleted, {Retained} locked")]
    internal static partial void Rotated(ILogger logger, string database, string storage, int kept, int deleted, int retained);

    [LoggerMessage(10, LogLevel.Warning, "Rotation of '{Database}' in storage '{Storage}' did not finish: {Error}")]
    internal static partial void RotationFailed(ILogger logger, string database, string storage, BackupShError error);

    [LoggerMessage(11, LogLevel.Warning, "Observer {Observer} failed on {Event}")]
    internal static partial void ObserverFailed(ILogger logger, string observer, string @event, Exception exception);

    [LoggerMessage(12, LogLevel.Information, "Backup '{Backup}' of storage '{Storage}' is restored to '{Target}' in {Duration}")]
    internal static partial void Restored(ILogger logger, string backup, string storage, string target, TimeSpan duration);

    [LoggerMessage(13, LogLevel.Warning, "Backup '{Backup}' cannot be read from storage '{Storage}': {Error}")]
    internal static partial void ReplicaUnreadable(ILogger logger, string backup, string storage, BackupShError error);

    [LoggerMessage(14, LogLevel.Information, "Backup '{Backup}' was deleted from storage '{Storage}'")]
    internal static partial void Deleted(ILogger logger, string backup, string storage);

    [LoggerMessage(15, LogLevel.Debug, "Unexpected failure")]
    internal static partial void Unexpected(ILogger logger, Exception exception);

    [LoggerMessage(16, LogLevel.Warning, "A receiver of progress failed and is told no more")]
    internal static partial void ProgressFailed(ILogger logger, Exception exception);

    [LoggerMessage(17, LogLevel.Warning, "Storage '{Storage}' could not be asked for '{Reference}', the others could: {Error}")]
    internal static partial void StorageNotAsked(ILogger logger, string storage, string reference, BackupShError error);

    [LoggerMessage(18, LogLevel.Warning, "Rotation of '{Database}' in storage '{Storage}': {Warning}")]
    internal static partial void RotationWarning(ILogger logger, string database, string storage, BackupShError warning);

    [LoggerMessage(40, LogLevel.Information, "Backup '{Backup}' is pinned in storage '{Storage}': {Reason}")]
    internal static partial void Pinned(ILogger logger, string backup, string storage, string reason);

    [LoggerMessage(41, LogLevel.Information, "Backup '{Backup}' is not pinned in storage '{Storage}' any more")]
    internal static partial void Unpinned(ILogger logger, string backup, string storage);
}
