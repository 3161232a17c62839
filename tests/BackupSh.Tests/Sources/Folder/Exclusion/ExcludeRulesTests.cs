using System.Text;
using BackupSh.Sources.Folder;
using BackupSh.Sources.Folder.Exclusion;
using BackupSh.Sources.Folder.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Tests.Sources.Folder.Exclusion;

public sealed class ExcludeRulesTests
{
    [Theory]
    [InlineData("*.tmp", "a.tmp", true)]
    [InlineData("*.tmp", "d/e/a.tmp", true)]
    [InlineData("*.tmp", "a.tmp.gz", false)]
    [InlineData("*.tmp", ".tmp", true)]
    [InlineData("/*.tmp", "a.tmp", true)]
    [InlineData("/*.tmp", "d/a.tmp", false)]
    [InlineData("d/*.tmp", "d/a.tmp", true)]
    [InlineData("d/*.tmp", "x/d/a.tmp", false)]
    [InlineData("d/*.tmp", "d/e/a.tmp", false)]
    [InlineData("**/d/x", "a/b/d/x", true)]
    [InlineData("**/d/x", "d/x", true)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**/z", "b/z", false)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**", "a/b", true)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("**", "anything", true)]
    [InlineData("a**b", "a/b", false)]
    [InlineData("a**b", "axyb", true)]
    [InlineData("?", "ü", true)]
    [InlineData("?", "😀", true)]
    [InlineData("??", "ü", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("[]-]", "-", true)]
    [InlineData("[]-]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[α-ω]", "λ", true)]
    [InlineData("[\\]]", "]", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "x", false)]
    [InlineData("\\!x", "!x", true)]
    [InlineData("a b ", "a b ", true)]
    [InlineData("#x", "#x", true)]
    [InlineData("A", "a", false)]
    public void AreExcluding_OnePattern_IsReadAsGitDoes(string pattern, string path, bool expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not tell cases apart.");

        Assert.Equal(expected, new ExcludeRules([pattern]).AreExcluding(PathOf(path), isFolder: false));
    }

    [Theory]
    [InlineData("cache/", true, true)]
    [InlineData("cache/", false, false)]
    [InlineData("/cache/", true, true)]
    [InlineData("cache", true, true)]
    public void AreExcluding_SlashAtTheEnd_MeansFolders(string pattern, bool isFolder, bool expected) =>
        Assert.Equal(expected, new ExcludeRules([pattern]).AreExcluding(PathOf("cache"), isFolder));

    [Theory]
    [InlineData("a.log", true)]
    [InlineData("keep.log", false)]
    [InlineData("d/keep.log", false)]
    [InlineData("old/keep.log", true)]
    public void AreExcluding_SeveralPatterns_TheLastThatMatchesDecides(string path, bool expected) =>
        Assert.Equal(expected, new ExcludeRules(["*.log", "!keep.log", "/old/*"]).AreExcluding(PathOf(path), isFolder: false));

    [Theory]
    [InlineData("", "a name is missing")]
    [InlineData("!", "a name is missing")]
    [InlineData("/", "a name is missing")]
    [InlineData("a//b", "a name is missing")]
    [InlineData("a/../b", "no path has such a name")]
    [InlineData("./a", "no path has such a name")]
    [InlineData("a\0", "no path has such a name")]
    [InlineData("[ab", "a [ is not closed")]
    [InlineData("[", "a [ is not closed")]
    [InlineData("[a/b]", "a [ is not closed")]
    [InlineData("[z-a]", "a range ends before it begins")]
    [InlineData("[[:alpha:]]", "classes such as [:alpha:] are not known")]
    [InlineData("a\\", "it ends in a single \\")]
    public void FaultOf_BadPattern_SaysWhy(string pattern, string expected) => Assert.Equal(expected, ExcludePattern.FaultOf(pattern));

    [Fact]
    public void AreExcluding_BytesThatAreNoText_CountOneEach()
    {
        TreePath path = new();
        path.Push(new NodeName([0xFF, (byte)'a', 0xFE]));

        Assert.True(new ExcludeRules(["?a?"]).AreExcluding(path, isFolder: false));
        Assert.True(new ExcludeRules(["[!x]a*"]).AreExcluding(path, isFolder: false));
        Assert.False(new ExcludeRules(["?a"]).AreExcluding(path, isFolder: false));
    }

    [Fact]
    public void AreExcluding_PatternThatIsHardForOthers_TakesNoTime()
    {
        ExcludeRules rules = new([string.Concat(Enumerable.Repeat("*a", 50)) + "b", string.Concat(Enumerable.Repeat("**/a/", 50)) + "b"]);
        string names = string.Concat(Enumerable.Repeat("a/", 200));

        bool excluded = rules.AreExcluding(PathOf(names + new string('a', 255)), isFolder: false);

        Assert.False(excluded);
    }

    [Fact]
    public void IsMatch_AnyPatternAndPath_AgreesWithTheNaiveReading()
    {
        Gen<string> part = Gen.Frequency(
            (3, Gen.Elements("a", "b", "ab", "?", "*", "a*", "*b", "a?b", "**", "[ab]", "[!a]b", "[a-b]*", "*a*b*")),
            (1, Gen.ArrayOf(Gen.Elements("a", "b", "*", "?"), 4).Select(string.Concat)));
        Gen<string> pattern =
            from start in Gen.Elements("", "", "/")
            from count in Gen.Choose(1, 4)
            from parts in Gen.ArrayOf(part, count)
            from end in Gen.Elements("", "", "/")
            select start + string.Join('/', parts) + end;
        Gen<string> name = Gen.Choose(1, 4).SelectMany(length => Gen.ArrayOf(Gen.Elements('a', 'b', 'c'), length)).Select(letters => new string(letters));
        Gen<string> path = Gen.Choose(1, 5).SelectMany(count => Gen.ArrayOf(name, count)).Select(names => string.Join('/', names));

        Prop.ForAll(Arb.From(pattern), Arb.From(path), Arb.From(Gen.Elements(true, false)), (text, where, isFolder) =>
                Assert.Equal(NaiveGlob.IsMatch(text, where, isFolder), ExcludePattern.Parse(text, ignoreCase: false).IsMatch(PathOf(where), isFolder)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    private static TreePath PathOf(string path)
    {
        TreePath tree = new();
        foreach (string name in path.Split('/'))
        {
            tree.Push(new NodeName(Encoding.UTF8.GetBytes(name)));
        }

        return tree;
    }
}
