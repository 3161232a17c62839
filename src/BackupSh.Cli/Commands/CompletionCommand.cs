using System.CommandLine;
using BackupSh.Cli.Completion;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh completion SHELL</c>.</summary>
internal static class CompletionCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Argument<string> shell = new("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. CompletionScript.Shells]);
        Command command = new("completion", "Writes a script that completes commands, options and names in a shell.") { shell };
        frame.BindBare(
            command,
            new Presentation<CompletionDocument>(CliJson.Default.CompletionDocument, CompletionText.Write),
            (context, _) =>
            {
                string name = context.Parsed.GetRequiredValue(shell);
                return Task.FromResult(new Outcome<CompletionDocument>(ExitCodes.Ok, new CompletionDocument(name, CompletionScript.For(name))));
            });
        return command;
    }
}
