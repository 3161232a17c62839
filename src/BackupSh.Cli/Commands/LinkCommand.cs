using System.CommandLine;
using BackupSh.Catalog;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh link BACKUP --for DURATION</c>.</summary>
internal sealed class LinkCommand
{
    private readonly Argument<string> _backup = BackupArgument.Create();
    private readonly Option<TimeSpan> _lifetime = DurationOption.Create("--for", "How long the link works: 30m, 1h, 7d. A storage may cut it.");

    private readonly Option<string?> _storage = new("--storage")
    {
        Description = "Link to this storage's copy. Default: the first whose storage makes links.",
        HelpName = "NAME",
    };

    internal static Command Create(CommandFrame frame)
    {
        LinkCommand link = new();
        Command command = new("link", "Prints a link with which anybody can download a backup's archive for a while. Treat it as a password.")
        {
            link._backup, link._lifetime, link._storage,
        };
        frame.Bind(command, new Presentation<LinkDocument>(CliJson.Default.LinkDocument, LinkText.Write), link.LinkAsync);
        return command;
    }

    private async Task<Outcome<LinkDocument>> LinkAsync(CommandContext context, CancellationToken cancellationToken)
    {
        BackupLink link = await context.Host.Catalog.GetTemporaryLinkAsync(
            context.Parsed.GetRequiredValue(_backup),
            context.Parsed.GetValue(_lifetime),
            context.Parsed.GetValue(_storage),
            cancellationToken).ConfigureAwait(false);
        return new Outcome<LinkDocument>(ExitCodes.Ok, LinkDocument.Of(link));
    }
}
