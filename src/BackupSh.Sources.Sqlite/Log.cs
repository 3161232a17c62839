using Microsoft.Extensions.Logging;

namespace BackupSh.Sources.Sqlite;

/// <summary>What this package logs.</summary>
internal static partial class Log
{
    [LoggerMessage(310, LogLevel.Warning, "The journal mode of '{Path}' is not WAL: no writer can commit while its {SizeBytes} bytes are copied")]
    internal static partial void WritersWait(ILogger logger, string path, long sizeBytes);

    [LoggerMessage(311, LogLevel.Debug, "Copied {SizeBytes} bytes of '{Path}' in {Milliseconds} ms")]
    internal static partial void Copied(ILogger logger, long sizeBytes, string path, double milliseconds);
}
