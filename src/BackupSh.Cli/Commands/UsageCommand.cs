using System.CommandLine;
using BackupSh.Catalog.History;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh usage [--storage NAME] [--from TIME]</c>.</summary>
internal static class UsageCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Option<string?> storage = new("--storage") { Description = "Only this storage.", HelpName = "NAME" };
        Option<DateTimeOffset?> from = TimeOption.Create("--from", "Only days from this one on.");
        Command command = new("usage", "Shows what the storages held, day by day, as syncs have seen it.") { storage, from };
        frame.Bind(
            command,
            new Presentation<UsageDocument>(CliJson.Default.UsageDocument, UsageText.Write),
            async (context, cancellationToken) =>
            {
                DateOnly? first = context.Parsed.GetValue(from) is { } time ? DateOnly.FromDateTime(time.UtcDateTime) : null;
                List<UsageRecord> days = await context.Host.History
                    .ListUsageAsync(context.Parsed.GetValue(storage), first, cancellationToken)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
                return new Outcome<UsageDocument>(ExitCodes.Ok, UsageDocument.Of(days));
            });
        return command;
    }
}
