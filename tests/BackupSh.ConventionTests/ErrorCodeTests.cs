using System.Text;
using System.Text.RegularExpressions;

namespace BackupSh.ConventionTests;

public sealed partial class ErrorCodeTests
{
    private const string Page = "docs/errors.md";

    [Fact]
    public void Codes_InCode_HaveATextAndAHintInTheirPackage() =>
        Rule.Holds(
            "Every error code in code has a message and a hint in its package's Errors.resx; another package's code may be compared with.",
            from project in Repository.SourceProjects
            from code in CodesOf(project)
            where !ErrorTextFile.All.Any(file => file[code] is not null && file[code + ErrorTextFile.HintSuffix] is not null)
                || (IsMade(project, code) && ErrorTextFile.All.FirstOrDefault(file => file.Project == project)?[code] is null)
            select $"{project.Name}: {code}");

    [Fact]
    public void Codes_InTexts_AreUsedAndHaveHints() =>
        Rule.Holds(
            "Every error text belongs to a code that the package uses, and comes with its hint.",
            from file in ErrorTextFile.All
            let used = CodesOf(file.Project).ToHashSet()
            from key in file.Texts.Select(text => text.Key)
            let code = key.Replace(ErrorTextFile.HintSuffix, "", StringComparison.Ordinal)
            where !used.Contains(code) || file[code] is null || file[code + ErrorTextFile.HintSuffix] is null
            select $"{file.Project.Name}: {key}");

    [Fact]
    public void Codes_InAllPackages_AreUnique() =>
        Rule.Holds(
            "An error code means one thing, in one package.",
            ErrorTextFile.All.SelectMany(file => file.Texts).GroupBy(text => text.Key).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Texts_Always_AreWholeSentencesWithPlaces() =>
        Rule.Holds(
            "An error's message and hint are composite formats that end like sentences.",
            from file in ErrorTextFile.All
            from text in file.Texts
            where !CodeKey().IsMatch(text.Key) || !IsFormat(text.Value) || !SentenceEnd().IsMatch(text.Value)
            select $"{file.Project.Name}: {text.Key}: {text.Value}");

    [Fact]
    public void Codes_InDocumentation_Exist()
    {
        HashSet<string> known = [.. ErrorTextFile.All.SelectMany(file => file.Codes)];

        Rule.Holds(
            "The documentation names only error codes that exist.",
            from file in Repository.MarkdownFiles
            from match in Code().Matches(Repository.Read(file))
            where !known.Contains(match.Value)
            select $"{file}: {match.Value}");
    }

    [Fact]
    public void ErrorsPage_Always_ListsEveryText() => GoldenFile.Match(Page, MakePage());

    // A code in a comment is a mention, not a use.
    private static bool IsMade(Project project, string code) =>
        project.CodeFiles.Any(file => Repository.Read(file).Contains($"ErrorTexts.Error(\"{code}\"", StringComparison.Ordinal));

    private static IEnumerable<string> CodesOf(Project project) =>
        project.CodeFiles.SelectMany(file => Repository.Read(file).Split('\n'))
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => QuotedCode().Matches(line))
            .Select(match => match.Groups[1].Value)
            .Distinct();

    private static string MakePage()
    {
        StringBuilder page = new(
            """
            # Errors

            Every error that somebody can act on has a stable code. Its message says what happened to what, its hint what to do
            next. Programs compare the code (`BackupShException.Code`), never the text: texts are improved and translated.

            `…` stands for a name or a value. This page is generated from the packages' `Errors.resx` files; a test compares them.


            """);
        foreach (ErrorTextFile file in ErrorTextFile.All.Where(file => file.Texts.Count > 0).OrderBy(file => file.Project.Name, StringComparer.Ordinal))
        {
            page.Append("## ").Append(file.Project.Name).Append("\n\n| Code | What happened | What to do |\n| --- | --- | --- |\n");
            foreach (string code in file.Codes.Order(StringComparer.Ordinal))
            {
                page.Append("| `").Append(code).Append("` | ").Append(Cell(file[code])).Append(" | ")
                    .Append(Cell(file[code + ErrorTextFile.HintSuffix])).Append(" |\n");
            }

            page.Append('\n');
        }

        return page.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') + "\n";
    }

    private static string Cell(string? text) =>
        Place().Replace(text ?? "", "…").Replace("….", "…", StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');

    private static bool IsFormat(string text)
    {
        try
        {
            CompositeFormat.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^BSH\d{4}(\.Hint)?$")]
    private static partial Regex CodeKey();

    [GeneratedRegex(@"\bBSH\d{4}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"""(BSH\d{4})""")]
    private static partial Regex QuotedCode();

    [GeneratedRegex(@"(?<!\{)\{\d+(,-?\d+)?(:[^}]*)?\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"[.?!})]$")]
    private static partial Regex SentenceEnd();
}
