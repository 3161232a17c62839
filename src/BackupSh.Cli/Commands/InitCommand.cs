using System.CommandLine;
using BackupSh.Cli.Configuration;
using BackupSh.Cli.Output;
using BackupSh.Cli.Setup;

namespace BackupSh.Cli.Commands;

/// <summary><c>backupsh init</c>.</summary>
internal sealed class InitCommand
{
    private readonly Interview _interview = new();

    private readonly Option<string?> _output = new("--output")
    {
        Description = $"The file to write. Default: {ConfigurationFile.DefaultName} in the working directory.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _yes = new("--yes") { Description = "Ask nothing: take the options, and the defaults for the others." };

    internal static Command Create(CommandFrame frame)
    {
        InitCommand init = new();
        Command command = new("init", "Asks a few questions, writes a configuration file, and checks it.") { init._output, init._yes };
        foreach (Option option in init._interview.Options)
        {
            command.Add(option);
        }

        Presentation<InitDocument> presentation = new(CliJson.Default.InitDocument, InitText.Write) { IsData = _ => false };
        frame.BindBare(command, presentation, init.RunAsync);
        return command;
    }

    private async Task<Outcome<InitDocument>> RunAsync(BareContext context, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(context.Parsed.GetValue(_output) ?? ConfigurationFile.DefaultName, context.Environment.WorkingDirectory);
        NewFile.ThrowIfTaken(path);
        Respondent respondent = Respondent.Create(context, context.Parsed.GetValue(_yes));
        SetupAnswers answers = await _interview.RunAsync(respondent, context.Environment, cancellationToken).ConfigureAwait(false);
        ConfigurationText text = new(answers, Path.GetDirectoryName(path)!);
        string? passphrase = answers.Passphrase == PassphraseChoice.New ? NewPassphrase.Create() : null;
        Write(path, text, answers.PassphraseFile, passphrase);
        if (passphrase is not null && answers.PassphraseFile is null)
        {
            Show(respondent, passphrase);
        }

        Outcome<CheckDocument> check = await CheckAsync(context, path, answers, passphrase, cancellationToken).ConfigureAwait(false);
        InitDocument document = InitDocument.Of(path, text, answers, check.Document, IsDefault(path, context.Environment));
        return new Outcome<InitDocument>(check.ExitCode, document);
    }

    private static void Write(string path, ConfigurationText text, string? passphraseFile, string? passphrase)
    {
        if (passphraseFile is not null)
        {
            NewFile.Write(passphraseFile, passphrase + "\n", secret: true);
        }

        try
        {
            NewFile.Write(path, text.ToString(), secret: false);
        }
        catch when (passphraseFile is not null)
        {
            File.Delete(passphraseFile); // nothing was encrypted with it
            throw;
        }
    }

    // To the terminal and nowhere else: not to standard output, which may be a file, and not into the document.
    private static void Show(Respondent respondent, string passphrase)
    {
        respondent.Show("");
        respondent.Show("The passphrase, shown this once:");
        respondent.Show("");
        respondent.Show("    " + passphrase, Tone.Heading);
        respondent.Show("");
        respondent.Show("Write it down, or put it into a password manager: not on this machine alone, and not beside the backups.");
        respondent.Show($"Each run needs it in the environment: export {Interview.Variable}='...'");
        respondent.Show("");
    }

    private static async Task<Outcome<CheckDocument>> CheckAsync(
        BareContext context, string path, SetupAnswers answers, string? passphrase, CancellationToken cancellationToken)
    {
        // The variable of this very process cannot hold what was made just now.
        Dictionary<string, string?> known = passphrase is not null && answers.PassphraseFile is null
            ? new() { [$"BackupSh:Jobs:{ConfigurationText.Job}:Encryption:Passphrase"] = passphrase }
            : [];
        CliHost host = context.Open(ConfigurationFile.Open(path, context.Environment, known));
        await using (host.ConfigureAwait(false))
        {
            return await CheckCommand.RunAsync(host, storage: null, context.Progress, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsDefault(string path, CliEnvironment environment) =>
        path == Path.GetFullPath(ConfigurationFile.DefaultName, environment.WorkingDirectory);
}
