using System.CommandLine;
using BackupSh.Catalog.Sync;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh sync [--storage NAME] [--no-heal] [--accept-loss]</c>.</summary>
internal static class SyncCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Option<string?> storage = new("--storage") { Description = "Only this storage; then nothing is copied.", HelpName = "NAME" };
        Option<bool> noHeal = new("--no-heal") { Description = "Do not copy backups to storages of their job that have missed them." };
        Option<bool> acceptLoss = new("--accept-loss")
        {
            Description = "Believe a storage that lists nothing of what it held: look whether it is mounted before.",
        };
        Command command = new("sync", "Brings the catalog up to date with the storages, and the storages with each other. Nothing is deleted.")
        {
            storage, noHeal, acceptLoss,
        };
        frame.Bind(
            command,
            new Presentation<SyncDocument>(CliJson.Default.SyncDocument, SyncText.Write),
            async (context, cancellationToken) =>
            {
                SyncOptions options = new()
                {
                    Storage = context.Parsed.GetValue(storage),
                    Heal = !context.Parsed.GetValue(noHeal),
                    AcceptLoss = context.Parsed.GetValue(acceptLoss),
                };
                IReadOnlyList<SyncResult> results = await context.Host.Sync.SyncAsync(options, cancellationToken).ConfigureAwait(false);
                int failed = results.Count(result => result.Error is not null || result.Healed.Any(healed => healed.Error is not null));
                return new Outcome<SyncDocument>(ExitCodes.Of(failed, results.Count), SyncDocument.Of(results));
            });
        return command;
    }
}
