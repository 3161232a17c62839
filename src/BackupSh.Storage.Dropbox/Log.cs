using Microsoft.Extensions.Logging;

namespace BackupSh.Storage.Dropbox;

/// <summary>What this package logs.</summary>
internal static partial class Log
{
    [LoggerMessage(900, LogLevel.Information, "{Operation} of storage '{Storage}' failed at attempt {Attempt}, again in {DelaySeconds:0.0} s: {Reason}")]
    internal static partial void Repeats(ILogger logger, string operation, string storage, int attempt, double delaySeconds, string reason);

    [LoggerMessage(901, LogLevel.Information, "The listing of storage '{Storage}' starts again: Dropbox has forgotten where it was")]
    internal static partial void ListingRestarts(ILogger logger, string storage);

    [LoggerMessage(902, LogLevel.Warning, "What a failed upload of '{ObjectName}' to storage '{Storage}' has left could not be removed")]
    internal static partial void LeftBehind(ILogger logger, string objectName, string storage, Exception exception);
}
