using System.Text.Json;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class ListCommandTests
{
    [Fact]
    public async Task List_NoBackups_SaysSo()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("list");

        Assert.Equal("No backups.\n", result.Expect(ExitCodes.Ok).Out);
    }

    [Fact]
    public async Task List_Backups_AlignsThemNewestFirst()
    {
        using CliFixture cli = new();
        string older = await cli.BackUpAsync(earlier: TimeSpan.FromSeconds(20));
        string newer = await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("list");

        string[] lines = result.Expect(ExitCodes.Ok).Out.Split('\n');
        Assert.Matches("^BACKUP +STORAGE +TIME +SIZE +ENCRYPTED +HEALTH +LABELS$", lines[0]);
        Assert.Matches(
            $@"^{newer}  nas      \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ  [0-9.]+ KiB \([0-9,]+ bytes\)  yes        complete$",
            lines[1]);
        Assert.StartsWith(older, lines[2], StringComparison.Ordinal);
        Assert.StartsWith("2 backups, 2 copies, ", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();
        File.WriteAllText(Path.Combine(cli.Storage, "notes.txt"), "");

        CliResult result = await cli.RunAsync("list", "--json");

        result.Expect(ExitCodes.Ok);
        GoldenJson.Match("list", result, cli);
    }

    [Theory]
    [InlineData("--database", "shop", 2)]
    [InlineData("--database", "other", 0)]
    [InlineData("--source", "shop", 2)]
    [InlineData("--source", "other", 0)]
    [InlineData("--storage", "nas", 2)]
    [InlineData("--storage", "attic", 0)]
    [InlineData("--label", "a=b", 0)]
    [InlineData("--limit", "1", 1)]
    [InlineData("--from", "2000-01-01", 2)]
    [InlineData("--from", "2200-01-01T00:00:00Z", 0)]
    [InlineData("--to", "2200-01-01T00:00+01:00", 2)]
    [InlineData("--to", "2000-01-01_00-00-00", 0)]
    public async Task List_WithAFilter_ShowsWhatMatches(string option, string value, int expected)
    {
        using CliFixture cli = new();
        await cli.BackUpAsync(earlier: TimeSpan.FromSeconds(20));
        await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("list", "--json", option, value);

        Assert.Equal(expected, result.Expect(ExitCodes.Ok).Json.GetProperty("backups").GetArrayLength());
    }

    [Fact]
    public async Task List_WithALimit_ShowsEveryCopyOfTheNewest()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(jobs: """ "both": { "Source": "shop", "Storages": ["nas", "attic"] }, """);
        await cli.BackUpAsync(earlier: TimeSpan.FromSeconds(20));
        await cli.RunAsync("run", "both");

        CliResult result = await cli.RunAsync("list", "--json", "--limit", "1");

        JsonElement.ArrayEnumerator copies = result.Json.GetProperty("backups").EnumerateArray();
        Assert.Equal(["attic", "nas"], copies.Select(backup => backup.GetProperty("storage").GetString()));
    }

    [Fact]
    public async Task List_FromAMomentBetweenTwoBackups_LeavesTheOlderOut()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync(earlier: TimeSpan.FromSeconds(20));
        string newer = await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("list", "--json", "--from", newer["shop.".Length..]);

        Assert.Equal(newer, Assert.Single(result.Json.GetProperty("backups").EnumerateArray()).GetProperty("backup").GetString());
    }

    [Fact]
    public async Task List_Problems_AreCountedAndShownOnDemand()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.Delete(Path.Combine(cli.Storage, backup + ".info"));
        File.WriteAllText(Path.Combine(cli.Storage, "notes.txt"), "");

        CliResult brief = await cli.RunAsync("list");
        CliResult whole = await cli.RunAsync("list", "--problems");

        Assert.Contains("2 problems; 'backupsh list --problems' shows them:\n", brief.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Contains("  storage 'nas': 1 x archive without info file\n", brief.Out, StringComparison.Ordinal);
        Assert.Contains("  storage 'nas': 1 x foreign file\n", brief.Out, StringComparison.Ordinal);
        whole.Expect(ExitCodes.Ok);
        Assert.Contains(
            "  BSH0520: 'notes.txt' in storage 'nas' has no backup's name.\n    next: ", whole.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ForeignNameWithControlCharacters_NeverReachesTheTerminalRaw()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file names.");
        using CliFixture cli = new();
        await cli.BackUpAsync();
        File.WriteAllText(Path.Combine(cli.Storage, "a\u001b[2Jb\nc\u202Ed"), "");

        CliResult text = await cli.RunAsync("list", "--problems");
        CliResult json = await cli.RunAsync("list", "--json");

        Assert.Contains(@"a\u001B[2Jb\u000Ac\u202Ed", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(json.Out + text.Out, character => character == '\u001b' || character == '\u202e');
        Assert.Equal("a\u001b[2Jb\nc\u202ed", json.Json.GetProperty("problems")[0].GetProperty("files")[0].GetString());
    }

    [Fact]
    public async Task List_OneStorageCannotBeAsked_Returns3AndShowsTheOthers()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult text = await cli.RunAsync("list");
        CliResult json = await cli.RunAsync("list", "--json");

        text.Expect(ExitCodes.SomeStoragesFailed);
        Assert.Contains("error BSH0215: ", text.Error, StringComparison.Ordinal);
        Assert.Contains("1 backup, 1 copy, ", text.Out, StringComparison.Ordinal);
        Assert.Contains("The list is not complete: storage 'broken' could not be asked (BSH0215).", text.Out, StringComparison.Ordinal);
        JsonElement document = json.Expect(ExitCodes.SomeStoragesFailed).Json;
        Assert.False(document.GetProperty("complete").GetBoolean());
        Assert.Equal("broken", Assert.Single(document.GetProperty("failures").EnumerateArray()).GetProperty("storage").GetString());
        Assert.Equal(1, document.GetProperty("backups").GetArrayLength());
    }

    [Fact]
    public async Task List_TheOnlyStorageCannotBeAsked_Returns1()
    {
        using CliFixture cli = new();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult result = await cli.RunAsync("list", "--storage", "broken");

        result.Expect(ExitCodes.Failed);
    }

    [Fact]
    public async Task List_UnknownStorage_Returns2()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("list", "--storage", "moon");

        Assert.StartsWith("error BSH0142: There is no storage 'moon'.", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }
}
