using Microsoft.Extensions.Logging;

namespace BackupSh.Sources.PostgreSql;

/// <summary>What this package logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Debug, "Dumping '{Database}' with {Tool} {Version} from '{Directory}'")]
    internal static partial void Dumping(ILogger logger, string database, string tool, Version version, string directory);

    [LoggerMessage(1001, LogLevel.Debug, "Restoring into '{Staged}', which becomes '{Target}'")]
    internal static partial void Restoring(ILogger logger, string staged, string target);

    [LoggerMessage(1002, LogLevel.Warning, "'{Staged}' of a restore that failed could not be removed; the next restore removes it")]
    internal static partial void StagedStays(ILogger logger, string staged, Exception exception);

    [LoggerMessage(1003, LogLevel.Information, "Ended {Sessions} sessions on '{Database}', which is being replaced")]
    internal static partial void Disconnected(ILogger logger, int sessions, string database);
}
