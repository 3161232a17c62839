using System.CommandLine;
using BackupSh.Catalog;
using BackupSh.Cli.Output;
using BackupSh.Shared;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh pin BACKUP</c>.</summary>
internal sealed class PinCommand
{
    private readonly Argument<string> _backup = BackupArgument.Create();
    private readonly Option<string> _reason = TextOption.Create("--reason", "TEXT", "Why the backup is kept.");
    private readonly Option<string> _by = TextOption.Create("--by", "NAME", "Who pins it. Default: user@host.");

    private readonly Option<DateTimeOffset?> _until = TimeOption.Create("--until", "When the pin ends. Default: never.");

    private readonly Option<bool> _replace = new("--replace") { Description = "Replace another pin that holds." };

    private readonly Option<string?> _storage = new("--storage")
    {
        Description = "Pin only the copy in this storage. Default: every copy.",
        HelpName = "NAME",
    };

    internal static Command Create(CommandFrame frame)
    {
        PinCommand pin = new();
        Command command = new("pin", "Keeps a backup from being rotated and deleted.")
        {
            pin._backup, pin._reason, pin._until, pin._by, pin._replace, pin._storage,
        };
        Presentation<PinDocument> presentation = new(CliJson.Default.PinDocument, PinText.WritePinned) { IsData = _ => false };
        frame.Bind(command, presentation, pin.PinAsync);
        return command;
    }

    private async Task<Outcome<PinDocument>> PinAsync(CommandContext context, CancellationToken cancellationToken)
    {
        DateTimeOffset now = context.Environment.Time.GetUtcNow();
        BackupPin pin = new(
            context.Parsed.GetValue(_reason) ?? "",
            context.Parsed.GetValue(_until),
            context.Parsed.GetValue(_by) ?? context.Environment.Caller);
        if (!pin.HoldsAt(now))
        {
            throw new BackupShException(ErrorTexts.Error("BSH0722", Quantities.Time(pin.Until!.Value.UtcDateTime)));
        }

        IReadOnlyList<PinOutcome> outcomes = await context.Host.Catalog.PinAsync(
            context.Parsed.GetRequiredValue(_backup),
            pin,
            context.Parsed.GetValue(_storage),
            context.Parsed.GetValue(_replace),
            cancellationToken).ConfigureAwait(false);
        return new Outcome<PinDocument>(PinDocument.ExitCode(outcomes), PinDocument.Of(outcomes, pin, now));
    }
}
