using Microsoft.Extensions.Logging;

namespace BackupSh.Cli.Output;

/// <summary>Logs one category to standard error, in the form of the tool's own errors.</summary>
internal sealed class StandardErrorLogger(StandardError error, LogLevel level, bool leavesResults) : ILogger
{
    // Source: the engine's event ids. These four say what the command's result says too.
    private static readonly int[] ToldByResults = [4, 5, 6, 10];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= level;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || (leavesResults && ToldByResults.Contains(eventId.Id)))
        {
            return;
        }

        bool verbose = level <= LogLevel.Debug;
        error.WriteLine($"{Word(logLevel)}: {formatter(state, exception)}{(exception is null || verbose ? "" : $": {exception.Message}")}");
        if (verbose && exception is not null)
        {
            error.WriteWhole(exception);
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        LogLevel.Information => "info",
        _ => "debug",
    };
}
