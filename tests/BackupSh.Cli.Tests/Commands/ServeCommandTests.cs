using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class ServeCommandTests
{
    private const string EverySecond = """ "Schedule": "* * * * * *", """;

    [Fact]
    public async Task Serve_CatalogWasCopied_StartsNothingUntilConfirmed()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(job: EverySecond);
        (await ServeUntilAsync(cli, "nas", [])).Expect(ExitCodes.Ok);
        string copy = Copy(cli);

        CliResult check = await cli.RunAsync("check", "--config", copy);
        CliResult jobs = await cli.RunAsync("jobs", "--config", copy);
        CliResult held = await ServeUntilHeldAsync(cli, copy);
        Assert.Empty(cli.FilesIn("copy/nas"));
        CliResult confirmed = await cli.RunAsync("jobs", "confirm", "--config", copy);
        CliResult again = await cli.RunAsync("jobs", "confirm", "--json", "--config", copy);
        CliResult served = await ServeUntilAsync(cli, "copy/nas", ["--config", copy]);

        Assert.Contains("error BSH1154", check.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Contains("  held  ", jobs.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Contains("BSH1154", held.Expect(ExitCodes.Ok).Error, StringComparison.Ordinal);
        Assert.Equal("Confirmed: schedules run here from now on.\n", confirmed.Expect(ExitCodes.Ok).Out);
        Assert.False(again.Expect(ExitCodes.Ok).Json.GetProperty("wasHeld").GetBoolean());
        served.Expect(ExitCodes.Ok);
        Assert.Contains("confirmHome", (await cli.RunAsync("audit", "--config", copy)).Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_FaultyConfiguration_Returns2()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(job: """ "Schedule": "sometimes", """);

        CliResult result = await cli.RunAsync("serve");

        Assert.Contains("BSH0122", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_SchedulerSwitchedOff_SaysSoAndEnds()
    {
        using CliFixture cli = new();
        File.WriteAllText(cli.PathOf("backupsh.json"), File.ReadAllText(cli.PathOf("backupsh.json"))
            .Replace("\"Jobs\":", "\"Scheduler\": { \"Enabled\": false }, \"Jobs\":", StringComparison.Ordinal));

        CliResult result = await cli.RunAsync("serve");

        Assert.Contains("error BSH0737", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    // Ends with the first backup.
    private static Task<CliResult> ServeUntilAsync(CliFixture cli, string storage, string[] options) =>
        ServeWhileAsync(cli, _ => !cli.FilesIn(storage).Any(file => file.EndsWith(".info", StringComparison.Ordinal)), options);

    private static Task<CliResult> ServeUntilHeldAsync(CliFixture cli, string copy) =>
        ServeWhileAsync(cli, log => !log.Contains("BSH1154", StringComparison.Ordinal), ["--config", copy]);

    private static async Task<CliResult> ServeWhileAsync(CliFixture cli, Func<string, bool> goesOn, string[] options)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        string last = "";
        cli.OnStatus = text =>
        {
            last += text;
            if (!goesOn(last))
            {
                stop.Cancel();
            }
        };
        CliResult result = await cli.RunAsync(stop.Token, ["serve", .. options]);
        cli.OnStatus = static _ => { };
        return result;
    }

    private static string Copy(CliFixture cli)
    {
        Directory.CreateDirectory(cli.PathOf("copy"));
        foreach (string file in Directory.GetFiles(cli.Folder))
        {
            File.Copy(file, Path.Combine(cli.PathOf("copy"), Path.GetFileName(file)));
        }

        return cli.PathOf("copy/backupsh.json");
    }
}
