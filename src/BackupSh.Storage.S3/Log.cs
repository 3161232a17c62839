using Microsoft.Extensions.Logging;

namespace BackupSh.Storage.S3;

/// <summary>What this package logs.</summary>
internal static partial class Log
{
    [LoggerMessage(260, LogLevel.Information, "{Operation} of storage '{Storage}' failed at attempt {Attempt}, again in {DelaySeconds:0.0} s: {Reason}")]
    internal static partial void Repeats(ILogger logger, string operation, string storage, int attempt, double delaySeconds, string reason);

    [LoggerMessage(261, LogLevel.Warning, "What a failed upload of '{ObjectName}' to storage '{Storage}' has left could not be removed")]
    internal static partial void LeftBehind(ILogger logger, string objectName, string storage, Exception exception);

    [LoggerMessage(262, LogLevel.Information, "Removed the unfinished upload of '{Key}' from storage '{Storage}', begun at {Initiated:u}")]
    internal static partial void Swept(ILogger logger, string key, string storage, DateTimeOffset initiated);

    [LoggerMessage(263, LogLevel.Debug, "Unfinished uploads of storage '{Storage}' could not be looked for; a lifecycle rule of the bucket removes them, too")]
    internal static partial void NotSwept(ILogger logger, string storage, Exception exception);

    [LoggerMessage(264, LogLevel.Debug, "Storage '{Storage}' creates only if the name is free: objects of one request {Small}, of many parts {Large}")]
    internal static partial void Probed(ILogger logger, string storage, bool small, bool large);

    [LoggerMessage(265, LogLevel.Debug, "Whether storage '{Storage}' creates only if a name is free could not be tried out, and is not relied on")]
    internal static partial void NotProbed(ILogger logger, string storage, Exception exception);

    [LoggerMessage(266, LogLevel.Information, "Storage '{Storage}' gives no checksum of '{ObjectName}' that can be compared; it is read back")]
    internal static partial void ReadsBack(ILogger logger, string storage, string objectName);
}
