using BackupSh.ConventionTests.Text;

namespace BackupSh.ConventionTests;

public sealed class SizeBudgetTests
{
    private const int SourceLimit = 400;
    private const int SourceMedian = 80;
    private const int TestLimit = 600;
    private const int MethodLimit = 40;

    // Files that may be longer, each with the reason. Empty is best.
    private static readonly Dictionary<string, string> LongFiles = [];

    // Members that may be longer, "file: header", each with the reason. Empty is best.
    private static readonly Dictionary<string, string> LongMembers = [];

    [Fact]
    public void Files_UnderSrc_StayBelowTheLimit() => HaveAtMost(SourceLimit, "src");

    [Fact]
    public void Files_UnderTests_StayBelowTheLimit() => HaveAtMost(TestLimit, "tests");

    [Fact]
    public void Files_UnderSrc_AreSmallByHalf()
    {
        int[] lengths = [.. Repository.CodeFiles("src").Select(LineCount).Order()];

        Assert.True(
            lengths[lengths.Length / 2] <= SourceMedian,
            $"Half of all source files have at most {SourceMedian} lines; now the median is {lengths[lengths.Length / 2]}.");
    }

    [Fact]
    public void Members_UnderSrc_FitAScreen() =>
        Rule.Holds(
            $"A method has at most {MethodLimit} lines, from its signature to its closing brace.",
            from file in Repository.CodeFiles("src")
            from member in MemberScanner.Scan(Repository.Read(file))
            where member is { Depth: > 0, IsType: false, IsInitializedField: false } && member.LineCount > MethodLimit
            let name = $"{file}: {member.Header}"
            where !LongMembers.ContainsKey(name)
            select $"{name} ({member.LineCount} lines)");

    [Fact]
    public void TypeFiles_UnderSrc_DeclareOnePublicTypeOfTheirName() =>
        Rule.Holds(
            "A file declares one public type at most, and is named after its type.",
            from file in Repository.CodeFiles("src")
            let types = MemberScanner.Scan(Repository.Read(file)).Where(member => member is { Depth: 0, IsType: true }).ToArray()
            let names = types.Select(type => type.TypeName).Distinct().ToArray()
            let name = Path.GetFileName(file).Split('.')[0]
            where types.Length > 0 && (types.Count(type => type.Header.StartsWith("public ", StringComparison.Ordinal)) > 1 || !names.Contains(name))
            select $"{file} declares {string.Join(", ", names)}");

    private static void HaveAtMost(int limit, string folder) =>
        Rule.Holds(
            $"A file under {folder} has at most {limit} lines; an exception stands in {nameof(LongFiles)} with its reason.",
            from file in Repository.CodeFiles(folder)
            where !LongFiles.ContainsKey(file) && LineCount(file) > limit
            select $"{file} ({LineCount(file)} lines)");

    private static int LineCount(string file) => Repository.Read(file).AsSpan().TrimEnd('\n').Count('\n') + 1;
}
