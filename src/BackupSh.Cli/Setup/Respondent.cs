using System.CommandLine;
using BackupSh.Cli.Commands;
using BackupSh.Cli.Output;
using BackupSh.Shared;

namespace BackupSh.Cli.Setup;

/// <summary>Gets answers: from the command line, from a person, or, with <c>--yes</c>, from what is suggested.</summary>
internal sealed class Respondent
{
    private readonly ParseResult _parsed;
    private readonly StandardError _error;
    private readonly Dialogue? _person;

    private Respondent(ParseResult parsed, StandardError error, Dialogue? person)
    {
        _parsed = parsed;
        _error = error;
        _person = person;
    }

    /// <summary>Gets a value indicating whether somebody is there to be asked, and to be shown something.</summary>
    internal bool IsPerson => _person is not null;

    /// <exception cref="BackupShException">Nobody is there, and <c>--yes</c> is not given (<c>BSH0732</c>).</exception>
    internal static Respondent Create(BareContext context, bool yes) =>
        yes ? new Respondent(context.Parsed, context.Error, person: null)
        : context.Environment.Dialogue is { } person ? new Respondent(context.Parsed, context.Error, person)
        : throw new BackupShException(ErrorTexts.Error("BSH0732"));

    /// <summary>Returns an answer that can be used.</summary>
    /// <param name="question">The question.</param>
    /// <param name="read">Reads an answer, or says what is wrong with it. A person is told, and asked again.</param>
    /// <param name="cancellationToken">Ends the wait for a person.</param>
    /// <exception cref="BackupShException">The command line's answer cannot be used (<c>BSH0734</c>), it has none and there is
    /// no default (<c>BSH0733</c>), or the answers have ended (<c>BSH0736</c>).</exception>
    internal async Task<T> AnswerAsync<T>(Question question, Func<string, Answer<T>> read, CancellationToken cancellationToken)
    {
        string? given = _parsed.GetValue(question.Option) ?? (_person is null ? question.Default : null);
        if (given is not null)
        {
            Answer<T> answer = read(given);
            return answer.Fault is null ? answer.Value! : throw new BackupShException(ErrorTexts.Error("BSH0734", question.Option.Name, answer.Fault));
        }

        if (_person is null)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0733", question.Option.Name));
        }

        while (true)
        {
            string line = await _person.AskAsync(question.Words + (question.Default is null ? " " : $" [{question.Default}] "), cancellationToken).ConfigureAwait(false)
                ?? throw new BackupShException(ErrorTexts.Error("BSH0736"));
            Answer<T> answer = read(line.Trim().Length == 0 ? question.Default ?? "" : line.Trim());
            if (answer.Fault is null)
            {
                return answer.Value!;
            }

            _error.WriteLine("  " + answer.Fault, Tone.Caution, "");
        }
    }

    /// <summary>Shows something to the person.</summary>
    internal void Show(string line, Tone tone = Tone.Plain) => _error.WriteLine(line, tone, "");
}
