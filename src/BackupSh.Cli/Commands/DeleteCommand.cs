using System.CommandLine;
using BackupSh.Catalog;
using BackupSh.Cli.Output;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh delete BACKUP</c>.</summary>
internal sealed class DeleteCommand
{
    private readonly Argument<string> _backup = new("backup") { Description = "The backup's name without extension." };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Delete it although it is the newest healthy backup of its database in a storage.",
    };

    private readonly Option<string?> _storage = new("--storage")
    {
        Description = "Delete only the copy in this storage. Default: every copy.",
        HelpName = "NAME",
    };

    internal static Command Create(CommandFrame frame)
    {
        DeleteCommand delete = new();
        Command command = new("delete", "Deletes a backup from its storages, or what an interrupted deletion has left of it.")
        {
            delete._backup, delete._storage, delete._yes, delete._force,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(delete._backup)?.StartsWith(CatalogReading.Latest, StringComparison.Ordinal) == true)
            {
                result.AddError($"'delete' takes a backup's own name, not {CatalogReading.Latest}SOURCE: what that means changes with every run.");
            }
        });
        Presentation<DeleteDocument> presentation = new(CliJson.Default.DeleteDocument, DeleteText.Write) { IsData = _ => false };
        frame.Bind(command, presentation, delete.DeleteAsync);
        return command;
    }

    private async Task<Outcome<DeleteDocument>> DeleteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string backup = context.Parsed.GetRequiredValue(_backup);
        string? storage = context.Parsed.GetValue(_storage);
        CatalogReading reading = new(context.Host);
        IReadOnlyList<BackupEntry> copies = await reading.FindAsync(backup, storage, cancellationToken).ConfigureAwait(false);
        DeletionGuard guard = new(context, reading);
        string question = copies.Count > 0
            ? await guard.CheckAsync(copies, context.Parsed.GetValue(_force), cancellationToken).ConfigureAwait(false)
            : await guard.CheckRemainsAsync(backup, storage, cancellationToken).ConfigureAwait(false);
        if (!context.Parsed.GetValue(_yes))
        {
            await DeletionQuestion.AskAsync(context, backup, question, cancellationToken).ConfigureAwait(false);
        }

        string[] storages = [.. (storage is null ? context.Host.Storages : [storage]).Except(reading.Failures.Select(failure => failure.Storage))];
        StorageDeletions deletions = new(context.Host, backup);
        await deletions.RunAsync(storages, cancellationToken).ConfigureAwait(false);
        if (deletions.Done.Count == 0)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0725", backup));
        }

        DeleteDocument document = DeleteDocument.Of(backup, deletions.Done, reading.Failures);
        return new Outcome<DeleteDocument>(
            cancellationToken.IsCancellationRequested ? ExitCodes.Cancelled : document.ExitCode, document);
    }
}
