using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class RunCommandTests
{
    [Fact]
    public async Task Run_GoodJob_StoresABackupAndSaysWhatIsNext()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("run", "nightly");

        result.Expect(ExitCodes.Ok);
        Assert.Equal("", result.Error);
        Assert.StartsWith("Job 'nightly' succeeded in ", result.Out, StringComparison.Ordinal);
        Assert.Contains("nas      stored  ", result.Out, StringComparison.Ordinal);
        Assert.Matches(@"next: 'backupsh verify shop\.[0-9_-]+' proves that it can be restored\n\z", result.Out);
        Assert.Equal(2, cli.FilesIn("nas").Length);
    }

    [Fact]
    public async Task Run_WithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(job: """ "Rotation": { "Daily": 7 }, """);

        CliResult result = await cli.RunAsync("run", "nightly", "--json", "--label", "reason=release");

        result.Expect(ExitCodes.Ok);
        GoldenJson.Match("run", result, cli);
    }

    [Fact]
    public async Task Run_WithLabels_PutsThemIntoTheInfoFile()
    {
        using CliFixture cli = new();

        await cli.RunAsync("run", "nightly", "--label", "reason=release", "--label", "ticket=a=b");

        CliResult listed = await cli.RunAsync("list", "--label", "ticket=a=b", "--json");
        Assert.Equal("release", listed.Json.GetProperty("backups")[0].GetProperty("labels").GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("All", "partiallySucceeded")]
    [InlineData("AtLeast:1", "succeeded")]
    public async Task Run_OneStorageFails_Returns3WhateverTheJobAsksFor(string success, string status)
    {
        using CliFixture cli = new();
        cli.WriteConfigurationWithBrokenStorage(success);

        CliResult text = await cli.RunAsync("run", "both");
        CliResult json = await cli.RunAsync("run", "both", "--json");

        text.Expect(ExitCodes.SomeStoragesFailed);
        Assert.Contains("error BSH0215: ", text.Error, StringComparison.Ordinal);
        Assert.Contains("\n  next: ", text.Error, StringComparison.Ordinal);
        Assert.Contains("broken   failed (BSH0215)", text.Out, StringComparison.Ordinal);
        json.Expect(ExitCodes.SomeStoragesFailed);
        Assert.DoesNotContain("error ", json.Error, StringComparison.Ordinal);
        Assert.Equal(status, json.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Run_EveryStorageFails_Returns1()
    {
        using CliFixture cli = new();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult text = await cli.RunAsync("run", "hopeless");
        CliResult json = await cli.RunAsync("run", "hopeless", "--json");

        text.Expect(ExitCodes.Failed);
        Assert.StartsWith("Job 'hopeless' failed in ", text.Out, StringComparison.Ordinal);
        Assert.Contains("next: mend what the errors name", text.Out, StringComparison.Ordinal);
        json.Expect(ExitCodes.Failed);
        GoldenJson.Match("run-failed", json, cli);
    }

    [Fact]
    public async Task Run_SourceFails_Returns1WithItsErrorOnce()
    {
        using CliFixture cli = new();
        File.Delete(cli.PathOf("shop.db"));

        CliResult result = await cli.RunAsync("run", "nightly");

        result.Expect(ExitCodes.Failed);
        Assert.Single(result.Error.Split('\n'), line => line.StartsWith("error ", StringComparison.Ordinal));
        Assert.Empty(cli.FilesIn("nas"));
    }

    [Fact]
    public async Task Run_UnknownJob_Returns2AndNamesTheKnownOnes()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("run", "weekly");

        result.Expect(ExitCodes.Usage);
        Assert.Equal("", result.Out);
        Assert.Equal("error BSH0140: There is no job 'weekly'.\n  next: Known: 'nightly'.\n", result.Error);
    }

    [Fact]
    public async Task Run_Cancelled_Returns130AndLeavesNothing()
    {
        using CliFixture cli = new();
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        CliResult text = await cli.RunAsync(cancelled.Token, "run", "nightly");
        CliResult json = await cli.RunAsync(cancelled.Token, "run", "nightly", "--json");

        text.Expect(ExitCodes.Cancelled);
        Assert.StartsWith("error BSH0706: Cancelled.", text.Error, StringComparison.Ordinal);
        json.Expect(ExitCodes.Cancelled);
        Assert.Equal("BSH0706", json.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(cli.FilesIn("nas"));
    }

    [Fact]
    public async Task Run_SomebodyWatches_ErasesItsProgressLine()
    {
        using CliFixture cli = new() { ErrorIsTerminal = true };
        cli.CreateDatabase("shop.db.bigger", megabytes: 4);
        File.Copy(cli.PathOf("shop.db.bigger"), cli.PathOf("shop.db"), overwrite: true);

        CliResult result = await cli.RunAsync("run", "nightly");

        result.Expect(ExitCodes.Ok);
        Assert.Contains("\rpreparing", result.Error, StringComparison.Ordinal);
        Assert.Contains("MiB/s", result.Error, StringComparison.Ordinal);
        Assert.EndsWith(" \r", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Verbose_LogsToStandardErrorOnly()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("run", "nightly", "--verbose", "--json");

        result.Expect(ExitCodes.Ok);
        Assert.Equal("nightly", result.Json.GetProperty("job").GetString());
        Assert.Matches("(?m)^info: Run [0-9a-f]{32} of job 'nightly' starts$", result.Error);
        Assert.DoesNotContain(CliFixture.Passphrase, result.Error, StringComparison.Ordinal);
    }
}
