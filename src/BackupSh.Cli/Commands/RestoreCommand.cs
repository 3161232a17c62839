using System.CommandLine;
using BackupSh.Cli.Output;
using BackupSh.Restore;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh restore BACKUP --to TARGET</c>.</summary>
internal sealed class RestoreCommand
{
    private readonly Argument<string> _backup = BackupArgument.Create();

    private readonly Option<string> _to = new("--to")
    {
        Description = "Where the restored data shall appear: a new file, folder or database. It appears only when it is whole.",
        HelpName = "TARGET",
        Required = true,
    };

    private readonly Option<bool> _replace = new("--replace")
    {
        Description = "Replace an existing target; it is kept beside the new one.",
    };

    private readonly Option<bool> _disconnect = new("--disconnect")
    {
        Description = "With --replace: end the sessions that hold the target. Default: they are listed, and refuse the restore.",
    };

    private readonly Option<bool> _move = new("--move")
    {
        Description = "The original is gone: keep its identity. Default: an Awkhad database becomes a copy with an identity of its own.",
    };

    private readonly Option<string?> _storage = new("--storage")
    {
        Description = "Read from this storage only. Default: the first that has a whole copy.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _source = new("--source")
    {
        Description = "The source that restores. Default: the one that made the backup.",
        HelpName = "NAME",
    };

    internal static Command Create(CommandFrame frame)
    {
        RestoreCommand restore = new();
        Command command = new("restore", "Restores a backup into a new target.")
        {
            restore._backup, restore._to, restore._replace, restore._disconnect, restore._move, restore._storage, restore._source,
        };
        Presentation<RestoreDocument> presentation = new(CliJson.Default.RestoreDocument, RestoreText.Write) { IsData = _ => false };
        frame.Bind(command, presentation, restore.RestoreAsync);
        return command;
    }

    private async Task<Outcome<RestoreDocument>> RestoreAsync(CommandContext context, CancellationToken cancellationToken)
    {
        RestoreOptions options = new()
        {
            Target = context.Parsed.GetRequiredValue(_to),
            Replace = context.Parsed.GetValue(_replace),
            Disconnect = context.Parsed.GetValue(_disconnect),
            Move = context.Parsed.GetValue(_move),
            Storage = context.Parsed.GetValue(_storage),
            Source = context.Parsed.GetValue(_source),
            Progress = context.Progress,
        };
        string backup = context.Parsed.GetRequiredValue(_backup);
        RestoreResult result = await context.Host.Restorer.RestoreAsync(backup, options, cancellationToken).ConfigureAwait(false);
        return new Outcome<RestoreDocument>(ExitCodes.Ok, RestoreDocument.Of(result));
    }
}
