using System.CommandLine;
using BackupSh.Catalog;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh unpin BACKUP</c>.</summary>
internal static class UnpinCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Argument<string> backup = BackupArgument.Create();
        Option<string?> storage = new("--storage") { Description = "Only the copy in this storage. Default: every copy.", HelpName = "NAME" };
        Command command = new("unpin", "Removes a backup's pin, also one that cannot be read.") { backup, storage };
        frame.Bind(
            command,
            new Presentation<PinDocument>(CliJson.Default.PinDocument, PinText.WriteUnpinned) { IsData = _ => false },
            async (context, cancellationToken) =>
            {
                IReadOnlyList<PinOutcome> outcomes = await context.Host.Catalog.UnpinAsync(
                    context.Parsed.GetRequiredValue(backup), context.Parsed.GetValue(storage), cancellationToken).ConfigureAwait(false);
                PinDocument document = PinDocument.Of(outcomes, pin: null, context.Environment.Time.GetUtcNow());
                return new Outcome<PinDocument>(PinDocument.ExitCode(outcomes), document);
            });
        return command;
    }
}
