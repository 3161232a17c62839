using Microsoft.Extensions.Logging;

namespace BackupSh.Cli.Output;

/// <summary>Logs to standard error.</summary>
/// <param name="error">Standard error.</param>
/// <param name="verbose">Whether everything is logged.</param>
/// <param name="isDiary">Whether the log is all that tells what happens: there is no result that would.</param>
internal sealed class StandardErrorLoggerProvider(StandardError error, bool verbose, bool isDiary) : ILoggerProvider
{
    /// <summary>Gets the lowest level that is logged.</summary>
    internal LogLevel Level { get; } = verbose ? LogLevel.Debug : isDiary ? LogLevel.Information : LogLevel.Warning;

    public ILogger CreateLogger(string categoryName) =>
        new StandardErrorLogger(error, Level, leavesResults: !isDiary && !verbose && categoryName == "BackupSh");

    public void Dispose()
    {
        // Standard error is the process's own.
    }
}
