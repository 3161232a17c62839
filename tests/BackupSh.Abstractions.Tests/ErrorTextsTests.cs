using System.Text.RegularExpressions;
using System.Xml.Linq;
using BackupSh.Shared;
using BackupSh.TestSupport;

namespace BackupSh.Abstractions.Tests;

/// <summary>Every error has its texts, in every package.</summary>
public sealed partial class ErrorTextsTests
{
    private const string HintSuffix = ".Hint";

    public static TheoryData<string> Packages => new(
        Directory.GetDirectories(Repository.PathOf("src")).Where(folder => File.Exists(Path.Combine(folder, "Errors.resx")))
            .Select(folder => Path.GetFileName(folder)));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Resources_EveryCode_HasAMessageAndAHint(string package)
    {
        Dictionary<string, string> texts = Texts(package);

        Assert.All(texts, text => Assert.Matches(Name(), text.Key));
        Assert.All(texts.Keys, key => Assert.Contains(
            key.EndsWith(HintSuffix, StringComparison.Ordinal) ? key[..^HintSuffix.Length] : key + HintSuffix, texts.Keys));
        Assert.All(texts, text => Assert.Matches(@"\S.*[.:!?}]\s*\z", text.Value));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Sources_EveryCode_HasATextAndEveryTextIsUsed(string package)
    {
        string[] sources = [.. Sources(package).Select(File.ReadAllText)];
        HashSet<string> used = [.. sources.SelectMany(source => Literal().Matches(source)).Select(match => match.Groups[1].Value)];
        HashSet<string> known = [.. Texts(package).Keys.Where(key => !key.EndsWith(HintSuffix, StringComparison.Ordinal))];

        Assert.All(sources.SelectMany(source => Thrown().Matches(source)), match => Assert.Contains(match.Groups[1].Value, known));
        Assert.All(known, code => Assert.Contains(code, used));
    }

    [Fact]
    public void Resources_OfTwoPackages_ShareNoCode()
    {
        string[] codes = [.. Packages.SelectMany(package => Texts(package.Data).Keys)];

        Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Error_OfACode_HasBothTextsWithItsArguments()
    {
        BackupShException exception = new(ErrorTexts.Error("BSH0001", "NAME"), isTransient: true);

        Assert.Equal(("BSH0001", true), (exception.Code, exception.IsTransient));
        Assert.Equal("BSH0001: The environment variable 'NAME' is not set. Set it for this process, or name another one.", exception.Message);
        Assert.Equal("Set it for this process, or name another one.", exception.Hint);
    }

    [Fact]
    public void Error_ArgumentWithBraces_IsShownAsItIs() =>
        Assert.Equal("The environment variable '{0} {x' is not set.", ErrorTexts.Error("BSH0001", "{0} {x").Message);

    private static Dictionary<string, string> Texts(string package) =>
        XDocument.Load(Repository.PathOf("src", package, "Errors.resx")).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static IEnumerable<string> Sources(string package) =>
        Directory.GetFiles(Repository.PathOf("src", package), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Contains("obj"));

    [GeneratedRegex(@"\ABSH\d{4}(\.Hint)?\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"""(BSH\d{4})""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"ErrorTexts\.Error\(\s*""(BSH\d{4})""")]
    private static partial Regex Thrown();
}
