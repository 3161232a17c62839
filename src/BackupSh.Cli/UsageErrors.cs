using System.CommandLine;
using BackupSh.Shared;

namespace BackupSh.Cli;

/// <summary>Says what is wrong with a command line.</summary>
internal static class UsageErrors
{
    internal static BackupShException Of(ParseResult parsed)
    {
        string faults = string.Join(" ", parsed.Errors.Select(error => error.Message));
        Command command = parsed.CommandResult.Command;
        return new BackupShException(ErrorTexts.Error("BSH0700", faults, !command.Parents.Any() ? "" : command.Name + " "));
    }
}
