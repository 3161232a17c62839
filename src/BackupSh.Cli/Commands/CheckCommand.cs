using System.CommandLine;
using BackupSh.Checks;
using BackupSh.Cli.Output;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh check [--storage NAME [--deep [--large]]]</c>.</summary>
internal sealed class CheckCommand
{
    private readonly Option<string?> _storage = new("--storage") { Description = "Only the configuration and this storage.", HelpName = "NAME" };

    private readonly Option<bool> _deep = new("--deep")
    {
        Description = "Also try out whether the storage keeps its contract, and what its credentials may do. It says first what that costs.",
    };

    private readonly Option<bool> _large = new("--large") { Description = "With --deep: also the checks that store many objects or much content." };

    internal static Command Create(CommandFrame frame)
    {
        CheckCommand check = new();
        Command command = new("check", "Looks whether backups could be made now: configuration, sources, keys, storages, clocks, room.")
        {
            check._storage, check._deep, check._large,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(check._deep) && result.GetValue(check._storage) is null)
            {
                result.AddError("'--deep' tries out one storage: name it with '--storage NAME'.");
            }
            else if (result.GetValue(check._large) && !result.GetValue(check._deep))
            {
                result.AddError("'--large' adds to '--deep', which is missing.");
            }
        });
        frame.Bind(
            command,
            new Presentation<CheckDocument>(CliJson.Default.CheckDocument, CheckText.Write) { IsData = document => document.Deep is not null },
            check.RunAsync);
        return command;
    }

    /// <summary>Checks an engine, and shows what was looked at last.</summary>
    internal static async Task<Outcome<CheckDocument>> RunAsync(
        CliHost host, string? storage, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        List<CheckResult> results = await CheckAsync(host, storage, progress, cancellationToken).ConfigureAwait(false);
        return new Outcome<CheckDocument>(ExitCode(results), CheckDocument.Of(results));
    }

    private async Task<Outcome<CheckDocument>> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string? storage = context.Parsed.GetValue(_storage);
        if (!context.Parsed.GetValue(_deep))
        {
            return await RunAsync(context.Host, storage, context.Progress, cancellationToken).ConfigureAwait(false);
        }

        List<CheckResult> results = await CheckAsync(context.Host, storage, context.Progress, cancellationToken).ConfigureAwait(false);
        ShownTrial? trial = null;
        if (results.TrueForAll(result => result.Status != CheckStatus.Failed))
        {
            // Of a storage that does not even do the first steps, every further check would say the same.
            DeepCheck deep = new(context, context.Host.Check.OpenTrial(storage!), context.Parsed.GetValue(_large));
            trial = await deep.RunAsync(results, cancellationToken).ConfigureAwait(false);
        }

        return new Outcome<CheckDocument>(ExitCode(results), CheckDocument.Of(results) with { Deep = trial });
    }

    private static async Task<List<CheckResult>> CheckAsync(
        CliHost host, string? storage, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        List<CheckResult> results = [];
        progress.Say("checking");
        await foreach (CheckResult result in host.Check.RunAsync(storage, cancellationToken).ConfigureAwait(false))
        {
            results.Add(result);
            progress.Say($"checking  {CheckText.Describe(ShownCheck.Of(result))}: {CliJson.Word(result.Status)}");
        }

        return results;
    }

    private static int ExitCode(List<CheckResult> results)
    {
        CheckResult[] failed = [.. results.Where(result => result.Status == CheckStatus.Failed)];
        return failed.Length == 0 ? ExitCodes.Ok
            : failed.Any(result => result.Kind == CheckKind.Configuration) ? ExitCodes.Usage
            : ExitCodes.Failed;
    }
}
