using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class JobsCommandTests
{
    private const string AtThree = """ "Schedule": "0 3 * * *", """;

    private static readonly string[] Hourly = ["jobs", "create", "hourly", "--source", "shop", "--storage", "attic", "--schedule", "every 1 hour", "--set", "Rotation:Daily=7"];

    [Fact]
    public async Task Jobs_OfTheFileAndOfTheCatalog_ShowsBoth()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(job: AtThree);
        await cli.RunAsync(Hourly);
        await cli.RunAsync("jobs", "pause", "nightly", "--reason", "the disk is full");

        CliResult text = await cli.RunAsync("jobs");
        CliResult json = await cli.RunAsync("jobs", "--json");

        Assert.Matches(@"(?m)^hourly   user           active  \d{4}\S+Z  every 1 hour  shop    attic$", text.Expect(ExitCodes.Ok).Out);
        Assert.Matches(@"(?m)^nightly  configuration  paused  -  +0 3 \* \* \*     shop    nas$", text.Out);
        json.Expect(ExitCodes.Ok);
        GoldenJson.Match("jobs", json, cli);
    }

    [Fact]
    public async Task Show_JobOfTheFile_SaysWhereEachValueComesFromAndNoSecret()
    {
        using CliFixture cli = new();

        CliResult text = await cli.RunAsync("jobs", "show", "Nightly");
        CliResult json = await cli.RunAsync("jobs", "show", "nightly", "--json");

        Assert.Matches(@"(?m)^Source +shop +configuration$", text.Expect(ExitCodes.Ok).Out);
        Assert.Matches(@"(?m)^Encryption:Passphrase +\*\*\* +configuration$", text.Out);
        Assert.DoesNotContain(CliFixture.Passphrase, text.Out + json.Out, StringComparison.Ordinal);
        json.Expect(ExitCodes.Ok);
        GoldenJson.Match("jobs-show", json, cli);
    }

    [Fact]
    public async Task PauseAndResume_JobOfTheFile_HoldsUntilThen()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(job: AtThree);

        CliResult paused = await cli.RunAsync("jobs", "pause", "nightly", "--reason", "the disk is full");
        CliResult resumed = await cli.RunAsync("jobs", "resume", "nightly");
        CliResult unknown = await cli.RunAsync("jobs", "pause", "weekly");

        Assert.Matches(@"(?m)^status      paused since \S+Z: the disk is full$", paused.Expect(ExitCodes.Ok).Out);
        Assert.Matches(@"(?m)^status      active\nschedules   0 3 \* \* \* \(UTC\)\nnext start  \d{4}-", resumed.Expect(ExitCodes.Ok).Out);
        Assert.Contains("BSH0140", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateChangeAndDelete_OwnJob_IsRunAsItWasMade()
    {
        using CliFixture cli = new();

        (await cli.RunAsync(Hourly)).Expect(ExitCodes.Ok);
        (await cli.RunAsync("run", "hourly")).Expect(ExitCodes.Ok);
        CliResult changed = await cli.RunAsync("jobs", "change", "hourly", "--set", "Schedule=every 2 hours", "--set", "Rotation:Daily=", "--set", "Rotation:Weekly=4");
        CliResult shown = await cli.RunAsync("jobs", "show", "hourly");
        CliResult unasked = await cli.RunAsync("jobs", "delete", "hourly");
        cli.Answer = "n";
        CliResult refused = await cli.RunAsync("jobs", "delete", "hourly");
        CliResult deleted = await cli.RunAsync("jobs", "delete", "hourly", "--yes", "--json");

        Assert.NotEmpty(cli.FilesIn("attic"));
        Assert.Contains("every 2 hours", changed.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Rotation:Daily", shown.Out, StringComparison.Ordinal);
        Assert.Matches("(?m)^Rotation:Weekly +4 +user$", shown.Out);
        Assert.Contains("BSH0718", unasked.Error, StringComparison.Ordinal);
        Assert.Contains("BSH0719", refused.Error, StringComparison.Ordinal);
        Assert.Equal("hourly", deleted.Expect(ExitCodes.Ok).Json.GetProperty("deleted").GetString());
        Assert.DoesNotContain("hourly", (await cli.RunAsync("jobs")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_Faults_ListsAllAndMakesNothing()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("jobs", "create", "hourly", "--source", "shop", "--storage", "usb", "--schedule", "sometimes", "--set", "TimeZone=Mars");
        CliResult unknownKey = await cli.RunAsync("jobs", "create", "hourly", "--source", "shop", "--storage", "nas", "--set", "Colour=red", "--json");
        CliResult reference = await cli.RunAsync("jobs", "create", "hourly", "--source", "shop", "--storage", "nas", "--set", "TimeZone=${HOME}");

        result.Expect(ExitCodes.Usage);
        Assert.StartsWith("error BSH0750", result.Error, StringComparison.Ordinal); // not the configuration file's fault
        Assert.All(["BSH0118", "BSH0121", "BSH0122"], code => Assert.Contains(code, result.Error, StringComparison.Ordinal));
        Assert.Single(unknownKey.Expect(ExitCodes.Usage).Json.GetProperty("error").GetProperty("faults").EnumerateArray());
        Assert.Contains("BSH1152", reference.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hourly", (await cli.RunAsync("jobs")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Encryption:Passphrase=hunter2", "other users of this machine can read command lines")]
    [InlineData("Schedule", "takes KEY=VALUE")]
    [InlineData(":x=1", "takes KEY=VALUE")]
    public async Task Change_ValueThatCannotStandThere_IsRefused(string value, string reason)
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("jobs", "change", "nightly", "--set", value);

        Assert.Contains(reason, result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeAndDelete_JobOfTheFile_IsRefused()
    {
        using CliFixture cli = new();

        CliResult changed = await cli.RunAsync("jobs", "change", "nightly", "--set", "Active=false");
        CliResult deleted = await cli.RunAsync("jobs", "delete", "nightly", "--yes");

        Assert.Contains("BSH1147", changed.Error, StringComparison.Ordinal);
        Assert.Contains("BSH1147", deleted.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_CatalogCannotBeMade_FailsAndSaysSo()
    {
        using CliFixture cli = new();
        Directory.CreateDirectory(cli.PathOf("backupsh.catalog.db")); // a job in memory would be gone with the command

        CliResult result = await cli.RunAsync(Hourly);

        Assert.Contains("BSH1126", result.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
    }
}
