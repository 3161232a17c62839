using BackupSh.Shared;

namespace BackupSh.Sources.PostgreSql.Tools;

/// <summary>How a tool ended.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="ExitCode">0 if it says that all went well.</param>
/// <param name="Messages">What it said, in one line.</param>
internal sealed record ToolResult(string Tool, int ExitCode, string Messages)
{
    // Source: bash(1), and .NET on Unix: a process that a signal has ended has 128 and the signal's number.
    private const int FirstSignal = 128;

    internal bool Succeeded => ExitCode == 0;

    internal bool HasLostItsServer =>
        Says("server closed the connection") || Says("terminating connection") || Says("the database system is shutting down") || Says("Connection refused");

    internal bool HasNoSpace => Says("No space left on device");

    /// <summary>Returns the error of a dump that did not succeed.</summary>
    internal BackupSourceException DumpError(string source, string database)
    {
        if (ExitCode > FirstSignal)
        {
            return Of("BSH1041", Tool, database, ExitCode - FirstSignal, Messages);
        }

        return HasLostItsServer ? Of("BSH1045", Tool, database, Messages)
            : Says("permission denied") ? Of("BSH1044", Tool, database, Messages)
            : Of("BSH1040", Tool, database, ExitCode, Messages);

        BackupSourceException Of(string code, params object[] arguments) => new(source, ErrorTexts.Error(code, arguments), isTransient: HasLostItsServer);
    }

    /// <summary>Returns the error of a restore that did not succeed.</summary>
    internal BackupSourceException RestoreError(string source, string target) => HasNoSpace
        ? new BackupSourceException(source, ErrorTexts.Error("BSH1074", target, Messages))
        : new BackupSourceException(source, ErrorTexts.Error("BSH1065", Tool, target, ExitCode, Messages), isTransient: HasLostItsServer);

    private bool Says(string text) => Messages.Contains(text, StringComparison.OrdinalIgnoreCase);
}
