using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Output;

public sealed class QuietTests
{
    [Fact]
    public async Task Quiet_AllGoesWell_SaysNothing()
    {
        using CliFixture cli = new() { ErrorIsTerminal = true };
        cli.WriteConfiguration(job: """ "Rotation": { "Daily": 7 }, """);
        string target = cli.PathOf("restored.db");

        foreach (string[] command in (string[][])[["run", "nightly"], ["verify", "--all"], ["restore", "latest:shop", "--to", target], ["rotate", "nightly"]])
        {
            CliResult result = (await cli.RunAsync([.. command, "--quiet"])).Expect(ExitCodes.Ok);
            Assert.Equal("", result.Out + result.Error);
        }

        Assert.True(File.Exists(target));
    }

    [Fact]
    public async Task Quiet_DataWasAskedFor_GivesIt()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(job: """ "Rotation": { "Daily": 7 }, """);
        string backup = await cli.BackUpAsync();

        CliResult list = await cli.RunAsync("list", "--quiet");
        CliResult rotate = await cli.RunAsync("rotate", "nightly", "--dry-run", "--quiet");
        CliResult json = await cli.RunAsync("run", "nightly", "--quiet", "--json");

        Assert.Contains(backup, list.Out, StringComparison.Ordinal);
        Assert.Contains(backup, rotate.Out, StringComparison.Ordinal);
        Assert.Equal("succeeded", json.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Quiet_SomethingIsWrong_SaysItWithTheNextStep()
    {
        using CliFixture cli = new();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult result = await cli.RunAsync("run", "both", "--quiet");

        Assert.Equal("", result.Expect(ExitCodes.SomeStoragesFailed).Out);
        Assert.Matches(@"(?m)^error BSH0215: .*\n  next: .*$", result.Error);
    }

    [Fact]
    public async Task Quiet_WithVerbose_IsAUsageError()
    {
        using CliFixture cli = new();

        CliResult result = (await cli.RunAsync("list", "--quiet", "--verbose")).Expect(ExitCodes.Usage);

        Assert.StartsWith("error BSH0700: The command line cannot be used: --quiet and --verbose do not go together.\n", result.Error, StringComparison.Ordinal);
    }
}
