using System.Text.RegularExpressions;
using BackupSh.ConventionTests.Text;

namespace BackupSh.ConventionTests;

public sealed partial class SourceTextTests
{
    private const string ExtensionsNamespace = "Microsoft.Extensions.DependencyInjection";

    // Other libraries' names that hold a banned word, each with the reason.
    private static readonly Dictionary<string, string> ForeignNames = new(StringComparer.Ordinal)
    {
        ["GetSnapshot"] = "FakeLogCollector, of Microsoft.Extensions.Diagnostics.Testing, has no other way to read its records.",
    };

    private static readonly string[] CodeFolders = ["src", "tests", "samples", "bench"];

    private static IEnumerable<string> AllCode => CodeFolders.SelectMany(Repository.CodeFiles);

    [Fact]
    public void Identifiers_Everywhere_UseOurWords() =>
        Rule.Holds(
            "'snapshot' and 'retention' are not our words: say backup and rotation (docs/design.md, Words).",
            from file in AllCode
            from match in BannedWord().Matches(CSharpText.CodeOnly(Repository.Read(file)))
            where !ForeignNames.ContainsKey(match.Value)
            select $"{file}: {match.Value}");

    [Fact]
    public void TypeNames_Everywhere_SayWhatTheTypeIs() =>
        Rule.Holds(
            "A type is named after what it is: no Manager, Helper, Util, Processor, Handler, Impl or Base.",
            from file in AllCode
            from member in MemberScanner.Scan(Repository.Read(file))
            where BannedSuffix().IsMatch(member.TypeName)
            select $"{file}: {member.TypeName}");

    [Fact]
    public void Namespaces_UnderSrcAndTests_EqualFolders() =>
        Rule.Holds(
            "A namespace is its folder; only extensions of the host's builder live elsewhere, in " + ExtensionsNamespace + ".",
            from project in Repository.Projects
            from file in project.CodeFiles
            let declared = Namespace().Match(Repository.Read(file)).Groups[1].Value
            where declared.Length > 0 && declared != Expected(project, file)
            where !(declared == ExtensionsNamespace && file.EndsWith("Extensions.cs", StringComparison.Ordinal))
            select $"{file}: {declared}");

    [Fact]
    public void Types_UnderSrcAndTests_HaveANamespace() =>
        Rule.Holds(
            "Every type has a file-scoped namespace.",
            from file in Repository.CodeFiles("src").Concat(Repository.CodeFiles("tests"))
            let text = Repository.Read(file)
            where !Namespace().IsMatch(text) && MemberScanner.Scan(text).Any(member => member.IsType)
            select file);

    [Fact]
    public void Code_UnderSrc_IsFinished() =>
        Rule.Holds(
            "No regions, no to-do marks, nothing that is not implemented.",
            from file in Repository.CodeFiles("src")
            from match in Unfinished().Matches(Repository.Read(file))
            select $"{file}: {match.Value}");

    [Fact]
    public void Tests_Everywhere_DoNotSleep() =>
        Rule.Holds(
            "A test that sleeps is a bug: use FakeTimeProvider, or wait for what is to happen.",
            from file in Repository.CodeFiles("tests")
            from match in Sleep().Matches(CSharpText.CodeOnly(Repository.Read(file)))
            select $"{file}: {match.Value}");

    [Fact]
    public void TestNames_Everywhere_SayMemberConditionOutcome() =>
        Rule.Holds(
            "A test is named Member_Condition_Outcome.",
            from file in Repository.CodeFiles("tests")
            from match in TestMethod().Matches(CSharpText.CodeOnly(Repository.Read(file)))
            where match.Groups["name"].Value.Split('_', StringSplitOptions.RemoveEmptyEntries).Length < 3
            select $"{file}: {match.Groups["name"].Value}");

    private static string Expected(Project project, string file)
    {
        string folder = file[project.Folder.Length..file.LastIndexOf('/')];
        return project.RootNamespace + folder.Replace('/', '.');
    }

    [GeneratedRegex(@"\b\w*(snapshot|retention)\w*\b", RegexOptions.IgnoreCase)]
    private static partial Regex BannedWord();

    [GeneratedRegex("(?<=[a-z0-9])(Manager|Helpers?|Utils?|Utility|Utilities|Processor|Handler|Impl|Base)$")]
    private static partial Regex BannedSuffix();

    [GeneratedRegex(@"^namespace\s+([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"#region|\b(TODO|FIXME|HACK|XXX)\b|\bNotImplementedException\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bThread\.Sleep\(|\bTask\.Delay\((?!Timeout\.Infinite)")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\[(Fact|Theory|Property)\b[^\]]*\]\s*(\[[^\]]*\]\s*)*public\s+(static\s+)?(async\s+)?[\w<>.]+\s+(?<name>\w+)\(")]
    private static partial Regex TestMethod();
}
