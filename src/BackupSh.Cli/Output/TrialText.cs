using System.Globalization;
using System.Text.RegularExpressions;

namespace BackupSh.Cli.Output;

/// <summary>Writes for people what a deep check found.</summary>
internal static partial class TrialText
{
    private const string Passed = "passed";
    private const string Failed = "failed";

    internal static void Write(TextOutput output, ShownTrial trial)
    {
        output.WriteLine();
        output.Write(RightsTable(trial));
        if (trial.Checks.Count > 0)
        {
            output.WriteLine();
            output.Write(ClauseTable(trial));
            foreach (ShownContractCheck broken in trial.Checks.Where(check => check.Status == Failed))
            {
                output.WriteLine("broken", Tone.Bad, $": {broken.Check}: {broken.Reason}");
            }
        }

        foreach (ShownPolicy policy in trial.LeastRights)
        {
            output.WriteLine();
            output.WriteLine($"least rights of a {policy.Role}", Tone.Heading, $": {policy.Kind}");
            foreach (string line in policy.Text.ReplaceLineEndings("\n").Split('\n'))
            {
                output.WriteLine(line.Length == 0 ? line : "  " + line);
            }
        }

        if (trial.Swept > 0)
        {
            output.WriteLine();
            output.WriteLine($"Removed {Quantities.Count(trial.Swept, "object")} that a killed check had left.");
        }
    }

    private static TextTable RightsTable(ShownTrial trial)
    {
        TextTable table = new("RIGHT", "HERE", "FOUND");
        foreach (ShownRight right in trial.Rights)
        {
            table.Add(Words(right.Right), new TextCell(Words(right.Status), ToneOf(right.Status)), right.Detail);
        }

        return table;
    }

    private static TextTable ClauseTable(ShownTrial trial)
    {
        TextTable table = new("RESULT", "CLAUSE", "PASSED", "FAILED", "NOT APPLICABLE", "CONTENT", "TIME");
        foreach (IGrouping<string, ShownContractCheck> clause in trial.Checks.GroupBy(check => check.Clause))
        {
            int passed = clause.Count(check => check.Status == Passed);
            int failed = clause.Count(check => check.Status == Failed);
            string result = failed == 0 ? Passed : Failed;
            table.Add(
                new TextCell(result, failed == 0 ? Tone.Good : Tone.Bad),
                Words(clause.Key),
                Number(passed),
                Number(failed),
                Number(clause.Count() - passed - failed),
                Quantities.Size(clause.Sum(check => check.ContentBytes)),
                Quantities.Duration(clause.Sum(check => check.DurationSeconds)));
        }

        return table;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static Tone ToneOf(string status) => status switch
    {
        "allowed" => Tone.Good,
        "denied" => Tone.Bad,
        _ => Tone.Caution,
    };

    // "noLeftovers" is "no leftovers".
    private static string Words(string word) => Capital().Replace(word, match => " " + match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Capital();
}
