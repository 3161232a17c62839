using Microsoft.Extensions.Logging;

namespace BackupSh.Configuration;

/// <summary>What the configuration logs.</summary>
internal static partial class ConfigurationLog
{
    [LoggerMessage(
        EventId = 110, EventName = "ConfigurationNoted", Level = LogLevel.Information, Message = "{Path}: {Code}: {Text} {Hint}")]
    internal static partial void Noted(ILogger logger, string path, string code, string text, string hint);
}
