using System.CommandLine;
using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Cli.Setup;

/// <summary>The questions of <c>init</c>.</summary>
internal sealed class Interview
{
    /// <summary>The variable that a passphrase is read from.</summary>
    internal const string Variable = "BACKUPSH_PASSPHRASE";

    private readonly Question _kind = Question.Create("--source-type", "TYPE", "What is backed up: sqlite (a SQLite database) or folder?", "sqlite");
    private readonly Question _source = Question.Create("--source", "PATH", "Which database file, or which folder?", null);
    private readonly Question _storage = Question.Create("--storage", "DIRECTORY", "In which folder shall the backups lie?", "backups");
    private readonly Question _passphrase = Question.Create(
        "--encryption", "WHAT", $"Encrypt with a passphrase: new (makes a strong one), variable (yours, in {Variable}) or none?", "variable");

    private readonly Question _passphraseFile = Question.Create(
        "--passphrase-file", "FILE", "A file for the new passphrase, or nothing to see it once?", null);

    private readonly Question _daily = Rule("daily", "7");
    private readonly Question _weekly = Rule("weekly", "4");
    private readonly Question _monthly = Rule("monthly", "12");

    /// <summary>Gets the options that answer questions beforehand.</summary>
    internal IEnumerable<Option> Options =>
        new[] { _kind, _source, _storage, _passphrase, _passphraseFile, _daily, _weekly, _monthly }.Select(question => question.Option);

    /// <summary>Gets all answers.</summary>
    /// <exception cref="BackupShException">An answer is missing or cannot be used.</exception>
    internal async Task<SetupAnswers> RunAsync(Respondent respondent, CliEnvironment environment, CancellationToken cancellationToken)
    {
        AnswerRules rules = new(environment.WorkingDirectory, environment.GetVariable("HOME"));
        SourceKind kind = await respondent.AnswerAsync(_kind, AnswerRules.ReadWord<SourceKind>, cancellationToken).ConfigureAwait(false);
        string source = await respondent.AnswerAsync(_source, text => rules.ReadSource(text, kind), cancellationToken).ConfigureAwait(false);
        string storage = await respondent.AnswerAsync(_storage, text => rules.ReadStorage(text, kind, source), cancellationToken).ConfigureAwait(false);
        bool isSet = environment.GetVariable(Variable) is { Length: > 0 };
        Question passphrase = respondent.IsPerson && !isSet ? _passphrase with { Default = "new" } : _passphrase;
        PassphraseChoice choice = await respondent.AnswerAsync(passphrase, AnswerRules.ReadWord<PassphraseChoice>, cancellationToken).ConfigureAwait(false);
        string? file = choice == PassphraseChoice.New ? await FileAsync(respondent, rules, cancellationToken).ConfigureAwait(false) : null;
        RotationRule daily = await respondent.AnswerAsync(_daily, AnswerRules.ReadRule, cancellationToken).ConfigureAwait(false);
        RotationRule weekly = await respondent.AnswerAsync(_weekly, AnswerRules.ReadRule, cancellationToken).ConfigureAwait(false);
        bool keepsNone = daily.IsDisabled && weekly.IsDisabled;
        return new SetupAnswers
        {
            Kind = kind,
            Source = source,
            Storage = storage,
            Passphrase = choice,
            PassphraseFile = file,
            Daily = daily,
            Weekly = weekly,
            Monthly = await respondent.AnswerAsync(_monthly, text => ReadLast(text, keepsNone), cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<string?> FileAsync(Respondent respondent, AnswerRules rules, CancellationToken cancellationToken)
    {
        Question question = _passphraseFile with { Default = "" };
        string path = await respondent.AnswerAsync(question, rules.ReadNewFile, cancellationToken).ConfigureAwait(false);
        return path.Length > 0 ? path
            : respondent.IsPerson ? null
            : throw new BackupShException(ErrorTexts.Error("BSH0735", _passphraseFile.Option.Name, Variable));
    }

    private static Answer<RotationRule> ReadLast(string text, bool keepsNone) =>
        AnswerRules.ReadRule(text) is { Fault: null, Value.IsDisabled: true } && keepsNone
            ? Answer<RotationRule>.Wrong("With daily, weekly and monthly disabled, nothing would be kept.")
            : AnswerRules.ReadRule(text);

    private static Question Rule(string period, string suggestion) =>
        Question.Create("--" + period, "N", $"How many {period} backups shall be kept: a number, unlimited or disabled?", suggestion);
}
