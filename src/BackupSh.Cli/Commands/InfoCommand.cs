using System.CommandLine;
using BackupSh.Catalog;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh info BACKUP</c>.</summary>
internal static class InfoCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Argument<string> backup = BackupArgument.Create();
        Option<string?> storage = new("--storage") { Description = "Only the copy in this storage.", HelpName = "NAME" };
        Command command = new("info", "Shows everything that is written down about a backup, for each copy.") { backup, storage };
        frame.Bind(
            command,
            new Presentation<InfoDocument>(CliJson.Default.InfoDocument, InfoText.Write),
            async (context, cancellationToken) =>
            {
                string? only = context.Parsed.GetValue(storage);
                CatalogReading reading = new(context.Host);
                IReadOnlyList<BackupEntry> copies = await reading
                    .FindOrThrowAsync(context.Parsed.GetRequiredValue(backup), only, cancellationToken).ConfigureAwait(false);
                int exitCode = ExitCodes.Of(reading.Failures.Count, reading.Count(only));
                return new Outcome<InfoDocument>(exitCode, InfoDocument.Of(copies, reading.Failures, context.Environment.Time.GetUtcNow()));
            });
        return command;
    }
}
