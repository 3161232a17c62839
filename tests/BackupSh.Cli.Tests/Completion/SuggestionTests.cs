using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Completion;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("backupsh re", "restore")]
    [InlineData("backupsh run ", "nightly")]
    [InlineData("backupsh run ni", "nightly")]
    [InlineData("/usr/bin/backupsh run ni", "nightly")]
    [InlineData("backupsh run NI", "nightly")]
    [InlineData("backupsh run --config other.json ", "weekly")]
    [InlineData("backupsh run --config no-such-file.json ")]
    [InlineData("backupsh rotate nightly --dry", "--dry-run")]
    [InlineData("backupsh restore ", "latest:shop")]
    [InlineData("backupsh verify latest:", "latest:shop")]
    [InlineData("backupsh list --storage ", "attic", "nas")]
    [InlineData("backupsh check --storage n", "nas")]
    [InlineData("backupsh list --source ", "shop")]
    [InlineData("backupsh list --color ", "always", "auto", "never")]
    [InlineData("backupsh completion ", "bash", "fish", "pwsh", "zsh")]
    [InlineData("backupsh jobs pause ni", "nightly")]
    [InlineData("backupsh jobs create weekly --source ", "shop")]
    [InlineData("backupsh frobnicate ")]
    public async Task Suggest_HalfALine_TellsWhatFits(string line, params string[] expected)
    {
        using CliFixture cli = new();
        WriteOther(cli);

        CliResult result = (await cli.RunAsync($"[suggest:{line.Length}]", line)).Expect(ExitCodes.Ok);

        Assert.Equal("", result.Error);
        Assert.Equal(expected, Lines(result).Where(suggestion => expected.Length > 0 && !IsCommon(suggestion, line)));
    }

    [Fact]
    public async Task Suggest_NothingYet_TellsEveryCommandAndOption()
    {
        using CliFixture cli = new();

        string[] suggestions = Lines(await cli.RunAsync("[suggest:9]", "backupsh "));

        Assert.All(
            ["run", "list", "check", "init", "version", "--json", "--quiet", "--help", "--version"],
            (string expected) => Assert.Contains(expected, suggestions));
        Assert.DoesNotContain("-?", suggestions);
    }

    [Fact]
    public async Task Suggest_CursorInTheMiddle_LooksOnlyAtWhatStandsBeforeIt()
    {
        using CliFixture cli = new();

        Assert.Equal(["restore"], Lines(await cli.RunAsync("[suggest:12]", "backupsh res nightly")));
    }

    [Fact]
    public async Task Suggest_BrokenConfiguration_SaysNothing()
    {
        using CliFixture cli = new();
        await File.WriteAllTextAsync(cli.PathOf("backupsh.json"), "{", TestContext.Current.CancellationToken);

        CliResult result = (await cli.RunAsync("[suggest:15]", "backupsh run ni")).Expect(ExitCodes.Ok);

        Assert.Equal("", result.Out + result.Error);
    }

    private static void WriteOther(CliFixture cli) =>
        File.WriteAllText(cli.PathOf("other.json"), """{ "BackupSh": { "Jobs": { "weekly": {} } } }""");

    private static string[] Lines(CliResult result) => result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // Options are suggested everywhere; asked for is what else there is.
    private static bool IsCommon(string suggestion, string line) =>
        suggestion.StartsWith("--", StringComparison.Ordinal) && !line.Contains("--dry", StringComparison.Ordinal);
}
