using System.CommandLine;
using BackupSh.Catalog.History;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh history [--job NAME] [--limit N]</c>.</summary>
internal static class HistoryCommand
{
    internal const int DefaultLimit = 20;

    internal static Command Create(CommandFrame frame)
    {
        Option<string?> job = new("--job") { Description = "Only runs of this job.", HelpName = "NAME" };
        Option<int?> limit = CountOption.Create("--limit", $"Only the newest runs, this many. Default: {DefaultLimit}.");
        Command command = new("history", "Shows the last runs, as the catalog remembers them.") { job, limit };
        frame.Bind(
            command,
            new Presentation<HistoryDocument>(CliJson.Default.HistoryDocument, HistoryText.Write),
            async (context, cancellationToken) =>
            {
                List<RunRecord> runs = await context.Host.History
                    .ListRunsAsync(context.Parsed.GetValue(job), context.Parsed.GetValue(limit) ?? DefaultLimit, cancellationToken)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
                return new Outcome<HistoryDocument>(ExitCodes.Ok, HistoryDocument.Of(runs));
            });
        return command;
    }
}
