using System.CommandLine;
using BackupSh.Catalog.Sync;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh problems [--storage NAME]</c>.</summary>
internal static class ProblemsCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Option<string?> storage = new("--storage") { Description = "Only this storage.", HelpName = "NAME" };
        Command command = new("problems", "Shows what is odd in the storages, each with what to do next. Nothing is changed there.") { storage };
        frame.Bind(
            command,
            new Presentation<ProblemsDocument>(CliJson.Default.ProblemsDocument, ProblemsText.Write),
            async (context, cancellationToken) =>
            {
                SyncOptions options = new() { Storage = context.Parsed.GetValue(storage), Heal = false };
                IReadOnlyList<SyncResult> results = await context.Host.Sync.SyncAsync(options, cancellationToken).ConfigureAwait(false);
                ProblemsDocument document = ProblemsDocument.Of(results);
                return new Outcome<ProblemsDocument>(ExitCodes.Of(document.Failures.Count, results.Count), document);
            });
        return command;
    }
}
