using Microsoft.Extensions.Logging;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>What this package logs. No address of an upload session is among it.</summary>
internal static partial class Log
{
    [LoggerMessage(930, LogLevel.Information, "{Operation} failed at attempt {Attempt}, and is tried again after {DelayMilliseconds:0} ms: {Reason}")]
    internal static partial void Retrying(ILogger logger, string operation, int attempt, double delayMilliseconds, string reason);

    [LoggerMessage(931, LogLevel.Warning, "The upload of '{Object}' failed, and what it has sent could not be removed (file '{FileId}'): {Reason}")]
    internal static partial void NotRemoved(ILogger logger, string @object, string fileId, string reason);

    [LoggerMessage(932, LogLevel.Information, "Another writer has stored '{Object}' at the same time: this upload gives way")]
    internal static partial void GivesWay(ILogger logger, string @object);
}
