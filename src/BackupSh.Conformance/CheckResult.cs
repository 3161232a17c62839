using System.Globalization;
using System.Text;

namespace BackupSh.Conformance;

/// <summary>What became of a check, and why.</summary>
/// <param name="Check">The check's id.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">What was expected and what was found; which ability is missing; which test covers it. Empty if it passed.</param>
public sealed record CheckResult(string Check, CheckStatus Status, string Reason)
{
    /// <summary>Gets a value indicating whether there is nothing to mend: everything but <see cref="CheckStatus.Failed"/>.</summary>
    public bool IsAcceptable => Status != CheckStatus.Failed;

    /// <summary>Gets how long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets what it has cost.</summary>
    public CheckCost Cost { get; init; } = new(0, 0);

    /// <summary>Gets what was done, in order, each call with its outcome. Never null.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Gets the exception that nobody expected, or <see langword="null"/>.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Returns the check, its status, the reason and, if it failed, what was done.</summary>
    /// <returns>One line, or several for a failure.</returns>
    public override string ToString()
    {
        StringBuilder text = new($"{Check}: {Status}");
        if (Reason.Length > 0)
        {
            text.Append(": ").Append(Reason);
        }

        if (Status == CheckStatus.Failed)
        {
            for (int i = 0; i < Steps.Count; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n  {i + 1}. {Steps[i]}");
            }

            text.Append(Exception is null ? "" : $"\n{Exception}");
        }

        return text.ToString();
    }
}
