using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BackupSh.Cli.Completion;

/// <summary>Answers a shell that asks what a half-written command line may go on with: <c>[suggest:17] "backupsh run nig"</c>.</summary>
/// <remarks>The form is that of dotnet-suggest, which can ask as well.</remarks>
internal static partial class Suggestions
{
    private const string Tool = "backupsh";

    /// <summary>Tells whether a shell asks, and what.</summary>
    /// <returns>The line up to the cursor, or null.</returns>
    internal static string? LineOf(string[] arguments)
    {
        if (arguments is not [{ } directive, ..] || Directive().Match(directive) is not { Success: true } match)
        {
            return null;
        }

        string line = arguments.Length > 1 ? arguments[1] : "";
        return int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int position) && position < line.Length
            ? line[..position]
            : line;
    }

    /// <summary>Returns what may stand at the end of a line, in the order in which a shell shows it.</summary>
    internal static IEnumerable<string> For(string line, Command root, ParserConfiguration parsing)
    {
        // The tool may be called by a path or an alias: its first word is not looked at.
        string words = FirstWord().Replace(line, Tool + " ", 1);
        string begun = words[(words.LastIndexOfAny([' ', '\t']) + 1)..];
        return root.Parse(words, parsing).GetCompletions(words.Length)
            .Select(completion => completion.InsertText ?? completion.Label)
            .Where(text => text.StartsWith(begun, StringComparison.OrdinalIgnoreCase) && !IsOddAlias(text))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
    }

    // Of the many names of --help, one is enough.
    private static bool IsOddAlias(string text) => text is "-?" or "/?" or "/h" or "-h";

    [GeneratedRegex(@"^\[suggest(?::(\d+))?\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^\s*\S+\s*", RegexOptions.CultureInvariant)]
    private static partial Regex FirstWord();
}
