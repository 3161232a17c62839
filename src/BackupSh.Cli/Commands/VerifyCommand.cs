using System.CommandLine;
using BackupSh.Catalog;
using BackupSh.Cli.Output;
using BackupSh.Restore;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh verify BACKUP</c> and <c>backupsh verify --all</c>.</summary>
internal sealed class VerifyCommand
{
    private readonly Argument<string?> _backup = new("backup")
    {
        Description = "The backup's name without extension, or latest:SOURCE.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _all = new("--all") { Description = "Verify every backup." };
    private readonly Option<string?> _storage = new("--storage") { Description = "Only the copies in this storage.", HelpName = "NAME" };

    internal static Command Create(CommandFrame frame)
    {
        VerifyCommand verify = new();
        Command command = new("verify", "Reads backups whole, as a restore would, and writes nothing.")
        {
            verify._backup, verify._all, verify._storage,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(verify._backup) is not null) == result.GetValue(verify._all))
            {
                result.AddError("Name one backup, or give --all.");
            }
        });
        Presentation<VerifyDocument> presentation = new(CliJson.Default.VerifyDocument, VerifyText.Write) { IsData = _ => false };
        frame.Bind(command, presentation, verify.VerifyAsync);
        return command;
    }

    private async Task<Outcome<VerifyDocument>> VerifyAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string? storage = context.Parsed.GetValue(_storage);
        string? reference = context.Parsed.GetValue(_backup);
        CatalogReading reading = new(context.Host);
        IReadOnlyList<BackupEntry> entries = reference is null
            ? await reading.ListAsync(new BackupQuery { Storage = storage }, cancellationToken).ConfigureAwait(false)
            : await reading.FindAsync(reference, storage, cancellationToken).ConfigureAwait(false);
        if (entries.Count == 0 && reading.Failures.Count == 0 && reference is not null)
        {
            // The engine says why there is none: no such backup, or no such name.
            await context.Host.Verifier.VerifyAsync(reference, storage, progress: null, cancellationToken).ConfigureAwait(false);
        }

        List<VerificationResult> results = [];
        foreach (BackupEntry entry in entries)
        {
            results.Add(await context.Host.Verifier.VerifyCopyAsync(entry, context.Progress, cancellationToken).ConfigureAwait(false));
        }

        VerifyDocument document = VerifyDocument.Of(results, reading.Failures);
        return new Outcome<VerifyDocument>(ExitCode(results, reading.Failures.Count, reading.Count(storage)), document);
    }

    private static int ExitCode(List<VerificationResult> results, int failures, int storages) =>
        results.Exists(result => result.Status is VerificationStatus.Damaged or VerificationStatus.Unreadable) ? ExitCodes.Failed
        : results.Exists(result => result.Status == VerificationStatus.WrongKey) ? ExitCodes.CannotDecrypt
        : ExitCodes.Of(failures, storages);
}
