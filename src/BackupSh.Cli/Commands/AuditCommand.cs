using System.CommandLine;
using BackupSh.Catalog.History;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh audit [--limit N]</c>.</summary>
internal static class AuditCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Option<int?> limit = CountOption.Create("--limit", $"Only the newest acts, this many. Default: {HistoryCommand.DefaultLimit}.");
        Command command = new("audit", "Shows who deleted, replaced or copied what, and why.") { limit };
        frame.Bind(
            command,
            new Presentation<AuditDocument>(CliJson.Default.AuditDocument, AuditText.Write),
            async (context, cancellationToken) =>
            {
                List<AuditEntry> acts = await context.Host.History
                    .ListAuditAsync(context.Parsed.GetValue(limit) ?? HistoryCommand.DefaultLimit, cancellationToken)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
                return new Outcome<AuditDocument>(ExitCodes.Ok, AuditDocument.Of(acts));
            });
        return command;
    }
}
