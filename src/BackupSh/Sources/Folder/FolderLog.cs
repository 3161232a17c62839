using Microsoft.Extensions.Logging;

namespace BackupSh.Sources.Folder;

/// <summary>What this source logs.</summary>
internal static partial class FolderLog
{
    [LoggerMessage(350, LogLevel.Warning, "What a failed restore has left at '{Path}' could not be removed; remove it by hand")]
    internal static partial void NotRemoved(ILogger logger, string path, Exception exception);
}
