using System.CommandLine;
using BackupSh.Checks;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh check</c>.</summary>
internal static class CheckCommand
{
    internal static Command Create(CommandFrame frame)
    {
        Option<string?> storage = new("--storage") { Description = "Only the configuration and this storage.", HelpName = "NAME" };
        Command command = new("check", "Looks whether backups could be made now: configuration, sources, keys, storages, clocks, room.") { storage };
        frame.Bind(
            command,
            new Presentation<CheckDocument>(CliJson.Default.CheckDocument, CheckText.Write) { IsData = _ => false },
            (context, cancellationToken) => RunAsync(context.Host, context.Parsed.GetValue(storage), context.Progress, cancellationToken));
        return command;
    }

    /// <summary>Checks an engine, and shows what was looked at last.</summary>
    internal static async Task<Outcome<CheckDocument>> RunAsync(
        CliHost host, string? storage, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        List<CheckResult> results = [];
        progress.Say("checking");
        await foreach (CheckResult result in host.Check.RunAsync(storage, cancellationToken).ConfigureAwait(false))
        {
            results.Add(result);
            progress.Say($"checking  {CheckText.Describe(ShownCheck.Of(result))}: {CliJson.Word(result.Status)}");
        }

        return new Outcome<CheckDocument>(ExitCode(results), CheckDocument.Of(results));
    }

    private static int ExitCode(List<CheckResult> results)
    {
        CheckResult[] failed = [.. results.Where(result => result.Status == CheckStatus.Failed)];
        return failed.Length == 0 ? ExitCodes.Ok
            : failed.Any(result => result.Kind == CheckKind.Configuration) ? ExitCodes.Usage
            : ExitCodes.Failed;
    }
}
