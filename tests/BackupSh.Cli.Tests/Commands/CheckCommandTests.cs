using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class CheckCommandTests
{
    [Fact]
    public async Task Check_AllIsWell_SaysSoAndLeavesNothing()
    {
        using CliFixture cli = new();

        CliResult result = (await cli.RunAsync("check")).Expect(ExitCodes.Ok);

        Assert.Equal("", result.Error);
        Assert.Contains("passed  source 'shop'", result.Out, StringComparison.Ordinal);
        Assert.Contains("passed  storage 'nas': writing and reading", result.Out, StringComparison.Ordinal);
        Assert.Contains("passed  storage 'nas': room", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("\nEverything works: 16 checks, 0 failed, 0 warnings.\n", result.Out, StringComparison.Ordinal);
        Assert.Empty(cli.FilesIn("nas"));
    }

    [Fact]
    public async Task Check_WithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult result = (await cli.RunAsync("check", "--json")).Expect(ExitCodes.Failed);

        GoldenJson.Match("check", result, cli);
    }

    [Fact]
    public async Task Check_WarningsOnly_Returns0AndSaysWhatToDo()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(passphrase: null);

        CliResult result = (await cli.RunAsync("check")).Expect(ExitCodes.Ok);

        Assert.StartsWith("warning BSH0150: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("\n  next: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("warning  BackupSh:Jobs:nightly:Encryption", result.Out, StringComparison.Ordinal);
        Assert.EndsWith(", 0 failed, 1 warning.\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FaultyConfiguration_Returns2AndListsEveryFault()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(job: """ "TimeZone": "Atlantis", """, passphrase: "${BACKUPSH_TEST_NOT_SET}");

        CliResult text = (await cli.RunAsync("check")).Expect(ExitCodes.Usage);
        CliResult json = (await cli.RunAsync("check", "--json")).Expect(ExitCodes.Usage);

        Assert.Contains("error BSH0001: ", text.Error, StringComparison.Ordinal);
        Assert.Contains("error BSH0121: ", text.Error, StringComparison.Ordinal);
        Assert.Equal("failed", json.Json.GetProperty("status").GetString());
        Assert.Equal(2, json.Json.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task Check_OneStorage_LooksAtThatOne()
    {
        using CliFixture cli = new();
        cli.WriteConfigurationWithBrokenStorage("All");

        (await cli.RunAsync("check", "--storage", "nas")).Expect(ExitCodes.Ok);
        CliResult broken = (await cli.RunAsync("check", "--storage", "broken", "--quiet")).Expect(ExitCodes.Failed);
        CliResult unknown = (await cli.RunAsync("check", "--storage", "moon")).Expect(ExitCodes.Usage);

        Assert.Equal("", broken.Out);
        Assert.Contains("error BSH0215: ", broken.Error, StringComparison.Ordinal);
        Assert.StartsWith("error BSH0142: ", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_SourceGone_FailsAndLooksFurther()
    {
        using CliFixture cli = new();
        File.Delete(cli.PathOf("shop.db"));

        CliResult result = (await cli.RunAsync("check")).Expect(ExitCodes.Failed);

        Assert.Contains("error BSH0320: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("Not everything works: ", result.Out, StringComparison.Ordinal);
        Assert.Contains("storage 'nas': deletion", result.Out, StringComparison.Ordinal);
    }
}
