using System.CommandLine;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh version</c>.</summary>
internal static class VersionCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Command command = new("version", "Tells the tool's version, and what it runs on.");
        frame.BindBare(
            command,
            new Presentation<VersionDocument>(CliJson.Default.VersionDocument, VersionText.Write),
            (_, _) => Task.FromResult(new Outcome<VersionDocument>(ExitCodes.Ok, VersionDocument.Create())));
        return command;
    }
}
