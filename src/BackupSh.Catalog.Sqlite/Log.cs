using Microsoft.Extensions.Logging;

namespace BackupSh.Catalog.Sqlite;

/// <summary>What this package logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1120, LogLevel.Warning, "The catalog '{File}' is damaged, and was put aside as '{Aside}'. The history of runs and the audit trail are there; a sync rebuilds the rest")]
    internal static partial void PutAside(ILogger logger, string file, string aside, Exception exception);

    [LoggerMessage(1121, LogLevel.Warning, "The catalog '{File}' cannot be written ({Reason}). It is kept in memory: what happens now is not in the history later")]
    internal static partial void KeptInMemory(ILogger logger, string file, string reason);
}
