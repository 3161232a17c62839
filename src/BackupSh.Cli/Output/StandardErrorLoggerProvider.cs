using Microsoft.Extensions.Logging;

namespace BackupSh.Cli.Output;

/// <summary>Logs to standard error.</summary>
internal sealed class StandardErrorLoggerProvider(StandardError error, bool verbose) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new StandardErrorLogger(error, verbose, isEngine: categoryName == "BackupSh");

    public void Dispose()
    {
        // Standard error is the process's own.
    }
}
