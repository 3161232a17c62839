using System.Text;
using System.Text.RegularExpressions;

namespace BackupSh.Cli.Tests.Transcript;

/// <summary>A page whose <c>console</c> blocks are commands (<c>$ …</c>) with what they print.</summary>
/// <remarks>Beside these a page has files, a code block below <c>&lt;!-- file: NAME --&gt;</c>, and what readers need not see:
/// commands in a comment that begins with <c>&lt;!-- set-up</c>.</remarks>
internal sealed partial class TranscriptPage
{
    private const string Prompt = "$ ";

    private readonly string _text;

    internal TranscriptPage(string text)
    {
        _text = text;
        Steps = [.. Step().Matches(text).SelectMany(Read)];
    }

    /// <summary>What a page does at a place of it: it shows a command with its output, runs one unseen, or writes a file.</summary>
    /// <param name="Command">The command; of a file, what writes it.</param>
    /// <param name="Output">What the page says that the command prints; null if it is not shown.</param>
    internal sealed record PageStep(string Command, string? Output);

    /// <summary>Gets the steps, in the order of the page.</summary>
    internal IReadOnlyList<PageStep> Steps { get; }

    /// <summary>Returns the page with what its steps are this time.</summary>
    /// <param name="steps">One for each step; those that are not shown do not matter.</param>
    internal string With(IReadOnlyList<PageStep> steps)
    {
        int step = 0;
        return Step().Replace(_text, match =>
        {
            int count = Read(match).Count();
            string replaced = match.Groups["console"].Success ? Console(steps.Skip(step).Take(count)) : match.Value;
            step += count;
            return replaced;
        });
    }

    private static string Console(IEnumerable<PageStep> steps)
    {
        StringBuilder block = new("```console\n");
        foreach (PageStep step in steps)
        {
            block.Append(Prompt).Append(step.Command).Append('\n').Append(step.Output);
        }

        return block.Append("```").ToString();
    }

    private static IEnumerable<PageStep> Read(Match match)
    {
        if (match.Groups["setup"].Success)
        {
            return [new PageStep(match.Groups["setup"].Value, null)];
        }

        if (match.Groups["file"].Success)
        {
            return [new PageStep($"cat > '{match.Groups["file"].Value}' <<'END_OF_FILE'\n{match.Groups["content"].Value}END_OF_FILE", null)];
        }

        return from part in match.Groups["console"].Value.Split("\n" + Prompt)
               let lines = (part.StartsWith(Prompt, StringComparison.Ordinal) ? part[Prompt.Length..] : part).Split('\n', 2)
               select new PageStep(lines[0], lines.Length < 2 || lines[1].Length == 0 ? "" : lines[1].TrimEnd('\n') + "\n");
    }

    [GeneratedRegex(
        @"^<!-- set-up\n(?<setup>.*?)\n-->$|^<!-- file: (?<file>\S+) -->\n```\w+\n(?<content>.*?)^```$|^```console\n(?<console>\$ .*?\n)```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Step();
}
