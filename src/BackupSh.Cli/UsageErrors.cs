using System.CommandLine;
using BackupSh.Shared;

namespace BackupSh.Cli;

/// <summary>Says what is wrong with a command line.</summary>
internal static class UsageErrors
{
    /// <summary>Returns the error for a command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="fault">A fault that the parser does not see, or null.</param>
    internal static BackupShException Of(ParseResult parsed, string? fault)
    {
        string faults = string.Join(" ", [.. parsed.Errors.Select(error => error.Message), .. fault is null ? [] : new[] { fault }]);
        Command command = parsed.CommandResult.Command;
        return new BackupShException(ErrorTexts.Error("BSH0700", faults, !command.Parents.Any() ? "" : command.Name + " "));
    }
}
