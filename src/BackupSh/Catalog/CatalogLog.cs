using Microsoft.Extensions.Logging;

namespace BackupSh.Catalog;

/// <summary>What the catalog logs, with stable event ids.</summary>
internal static partial class CatalogLog
{
    [LoggerMessage(1100, LogLevel.Warning, "The history could not be written; nothing else depends on it: {Error}")]
    internal static partial void NotWritten(ILogger logger, BackupShError error);

    [LoggerMessage(1101, LogLevel.Warning, "The audit trail could not be told that '{Act}' of '{Names}' ended: {Outcome}. {Error}")]
    internal static partial void AuditEndNotWritten(ILogger logger, string act, string names, string outcome, BackupShError error);

    [LoggerMessage(1102, LogLevel.Information, "Storage '{Storage}' is synced: {Backups} backups, {Added} new, {Gone} gone, {Problems} problems")]
    internal static partial void Synced(ILogger logger, string storage, int backups, int added, int gone, int problems);

    [LoggerMessage(1103, LogLevel.Warning, "Storage '{Storage}' could not be synced: {Error}")]
    internal static partial void NotSynced(ILogger logger, string storage, BackupShError error);

    [LoggerMessage(1104, LogLevel.Information, "Backup '{Backup}' was missing in storage '{Storage}' and is copied from '{Source}'")]
    internal static partial void Healed(ILogger logger, string backup, string storage, string source);

    [LoggerMessage(1105, LogLevel.Warning, "Backup '{Backup}' is missing in storage '{Storage}' and could not be copied: {Error}")]
    internal static partial void NotHealed(ILogger logger, string backup, string storage, BackupShError error);

    [LoggerMessage(1106, LogLevel.Warning, "What storages of job '{Job}' have missed before could not be copied; the next run tries again: {Error}")]
    internal static partial void HealingFailed(ILogger logger, string job, BackupShError error);
}
