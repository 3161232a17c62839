using System.Text.RegularExpressions;

namespace BackupSh.ConventionTests;

public sealed partial class DocumentationTests
{
    private const int ReadmeLimit = 60;
    private const int DecisionLimit = 80;

    [Fact]
    public void Links_InDocumentation_Resolve() =>
        Rule.Holds(
            "Every relative link leads to a file of this repository, and every anchor to a heading.",
            from file in Repository.MarkdownFiles
            from match in Link().Matches(CodeBlock().Replace(Repository.Read(file), ""))
            let target = match.Groups["target"].Value
            where !AbsoluteLink().IsMatch(target) && !Resolves(file, target)
            select $"{file}: {target}");

    [Fact]
    public void Readmes_OfPackages_AreThereAndShort() =>
        Rule.Holds(
            $"Every package has a README.md of at most {ReadmeLimit} lines.",
            from project in Repository.SourceProjects
            let readme = $"{project.Folder}/README.md"
            where !Repository.Exists(readme) || Repository.Read(readme).TrimEnd('\n').Split('\n').Length > ReadmeLimit
            select readme);

    [Fact]
    public void Decisions_Always_FollowTheTemplate() =>
        Rule.Holds(
            $"A decision is docs/decisions/yyyy-MM-dd-slug.md, has the headings of MADR and at most {DecisionLimit} lines.",
            from file in Repository.MarkdownFiles
            where file.StartsWith("docs/decisions/", StringComparison.Ordinal)
            let text = Repository.Read(file)
            where !DecisionName().IsMatch(file) || text.Split('\n').Length > DecisionLimit + 1 || !DecisionHeadings.All(heading => text.Contains(heading, StringComparison.Ordinal))
            select file);

    [Fact]
    public void ChangelogFragments_Always_SayWhatKindOfChange() =>
        Rule.Holds(
            "A fragment in changelog/unreleased starts with Added:, Changed:, Fixed:, Removed: or Security: and a space.",
            from file in Repository.MarkdownFiles
            where file.StartsWith("changelog/unreleased/", StringComparison.Ordinal) && !Fragment().IsMatch(Repository.Read(file))
            select file);

    [Fact]
    public void Texts_Everywhere_NameNobodysMachine() =>
        Rule.Holds(
            "Committed files name no folder of somebody's machine.",
            from file in Repository.Files
            where TextFile().IsMatch(file)
            from match in Workplace().Matches(Repository.Read(file))
            select $"{file}: {match.Value}");

    [Fact]
    public void Texts_Everywhere_NameNoTicket() =>
        Rule.Holds(
            "Committed files say what happened instead of naming a ticket; only test data cites the projects that it comes from.",
            from file in Repository.Files
            where TextFile().IsMatch(file) && !file.Contains("/TestData/", StringComparison.Ordinal)
            from match in Ticket().Matches(Repository.Read(file))
            select $"{file}: {match.Value}");

    [Theory]
    [InlineData("Write and delete order", "write-and-delete-order")]
    [InlineData("`IBackupStorage`: what holds", "ibackupstorage-what-holds")]
    public void Anchor_OfAHeading_IsTheOneThatForgesMake(string heading, string anchor) => Assert.Equal(anchor, Anchor(heading));

    private static string[] DecisionHeadings => ["## Context", "## Drivers", "## Options", "## Outcome", "## Consequences"];

    private static bool Resolves(string file, string target)
    {
        string[] parts = target.Split('#', 2);
        string path = parts[0].Length == 0 ? file : Path.GetRelativePath(Repository.Root, Repository.FullPath(Path.Combine(Path.GetDirectoryName(file)!, parts[0])));
        return Repository.Exists(path) && (parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal) || HasAnchor(path, parts[1]));
    }

    private static bool HasAnchor(string file, string anchor) =>
        Heading().Matches(FencedBlock().Replace(Repository.Read(file), "")).Any(match => Anchor(match.Groups[1].Value) == anchor);

    private static string Anchor(string heading) => NotInAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("^([a-z]+:|//)", RegexOptions.IgnoreCase)]
    private static partial Regex AbsoluteLink();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`(?!\])", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    // A heading may be of code: `BackupSh:Catalog`.
    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedBlock();

    [GeneratedRegex(@"^#+\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\-_ ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"/\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionName();

    [GeneratedRegex(@"^(Added|Changed|Fixed|Removed|Security): \S")]
    private static partial Regex Fragment();

    [GeneratedRegex(@"\.(cs|csproj|props|targets|sln|md|txt|resx|sh|json|yml|yaml|config|editorconfig)$|(^|/)(run|LICENSE|\.gitignore|\.gitattributes)$")]
    private static partial Regex TextFile();

    // Written in pieces, so that this file does not break its own rule.
    [GeneratedRegex(@"(?<![\w.~-])/wo" + @"rk/|\.\./sha" + @"red/|/home/[a-z]+/|/Use" + @"rs/[a-z]+/")]
    private static partial Regex Workplace();

    [GeneratedRegex(@"\bissue\s#?\d+|\bIssue\d+", RegexOptions.IgnoreCase)]
    private static partial Regex Ticket();
}
