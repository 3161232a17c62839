using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

/// <summary><c>rotation plan</c>: what scripts rely on.</summary>
public sealed class RotationPlanCommandTests
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Plan_TimesOfAFile_AreToldNewestFirstAsTheyWereGiven()
    {
        CliResult result = await PlanAsync("2026-11-23T03:00:00+01:00\n2026-11-24\r\n\n# yesterday\n2026-11-23T23:59:59.123456789Z\n", "--rule", "daily=2");

        Assert.Equal(
            """{"keep":[{"time":"2026-11-24","reasons":["newest healthy backup","daily 1 of 2, newest of 2026-11-24 UTC"]},"""
            + """{"time":"2026-11-23T23:59:59.123456789Z","reasons":["daily 2 of 2, newest of 2026-11-23 UTC"]}]"""
            + ""","delete":[{"time":"2026-11-23T03:00:00+01:00","nearestMiss":"daily 2 of 2, 2026-11-23 UTC has the newer '2026-11-23T23:59:59.123456789Z'"}]}""",
            Compact(result.Expect(ExitCodes.Ok)));
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Plan_NoTimes_KeepsAndDeletesNothing() =>
        Assert.Equal("""{"keep":[],"delete":[]}""", Compact((await PlanAsync("\n\n", "--rule", "daily=7")).Expect(ExitCodes.Ok)));

    [Fact]
    public async Task Plan_WithoutConfiguration_Works()
    {
        using CliFixture cli = new() { Input = "2026-11-24T03:00:00Z"u8.ToArray() };
        File.Delete(cli.PathOf("backupsh.json"));

        CliResult result = await cli.RunAsync("rotation", "plan", "--rule", "last=1", "--times", "-");

        Assert.StartsWith("1 kept, 0 deleted.\n", result.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_TimesInAFile_AreReadFromTheWorkingDirectory()
    {
        using CliFixture cli = new();
        File.WriteAllText(cli.PathOf("times.txt"), "\uFEFF2026-11-24T03:00:00Z\n2026-11-24T02:00:00Z\n");

        CliResult result = await cli.RunAsync("rotation", "plan", "--rule", "daily=1", "--times", "times.txt", "--json");

        Assert.Equal(["2026-11-24T03:00:00Z"], Kept(result.Expect(ExitCodes.Ok)));
    }

    [Fact]
    public async Task Plan_EqualMoments_AreBackupsOfTheirOwn()
    {
        const string times = "2026-11-24T03:00:00Z\n2026-11-24T03:00:00Z\n2026-11-24T03:00:00Z\n";

        Assert.Equal(2, Kept(await PlanAsync(times, "--rule", "last=2")).Length);
        Assert.Single(Kept(await PlanAsync(times, "--rule", "yearly=9")));
    }

    [Fact]
    public async Task Plan_BillionthsOfASecond_AreOrdered() =>
        Assert.Equal(
            ["2026-11-24T03:00:00.000000002Z", "2026-11-24T03:00:00.000000001Z"],
            Kept(await PlanAsync("2026-11-24T03:00:00Z\n2026-11-24T03:00:00.000000001Z\n2026-11-24T03:00:00.000000002Z\n", "--rule", "last=2")));

    [Theory]
    [InlineData("daily=unlimited,max-age=2d", 2)] // exactly two days old is too old
    [InlineData("last=unlimited,max-age=49h", 3)]
    [InlineData("daily=2,max-age=9y", 2)]
    [InlineData("daily=unlimited,max-age=1h", 1)]
    public async Task Plan_MaximumAge_CountsBackFromTheNewest(string rule, int kept) =>
        Assert.Equal(kept, Kept(await PlanAsync("2026-11-22T03:00:00Z\n2026-11-23T03:00:00Z\n2026-11-24T03:00:00Z\n", "--rule", rule)).Length);

    [Fact]
    public async Task Plan_TimesOfAnyYear_ArePlanned()
    {
        CliResult result = await PlanAsync(
            "0001-01-01\n9999-12-31T23:59:59.999999999Z\n", "--rule", "hourly=1", "--rule", "weekly=1", "--rule", "yearly=1", "--time-zone", "Pacific/Kiritimati");

        Assert.Equal(["9999-12-31T23:59:59.999999999Z"], Kept(result.Expect(ExitCodes.Ok)));
    }

    [Fact]
    public async Task Plan_Now_SetsTheFutureAside()
    {
        CliResult result = await PlanAsync("2027-01-01\n2026-11-24\n2026-11-23\n", "--rule", "last=1", "--now", "2026-11-24");

        Assert.Equal(["2027-01-01", "2026-11-24"], Kept(result.Expect(ExitCodes.Ok)));
        Assert.StartsWith("warning BSH0041: ", (await PlanAsync("2027-01-01\n", false, "--rule", "last=1", "--now", "2026-11-24")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ProfileAwkhad_HidesTiersBehindAnUnlimitedOne()
    {
        const string times = "2024-05-31T23:00:00Z\n2024-06-02T23:00:00Z\n2024-05-26T23:00:00Z\n";

        Assert.Equal(3, Kept(await PlanAsync(times, "--rule", "weekly=unlimited", "--rule", "monthly=12")).Length);
        Assert.Equal(2, Kept(await PlanAsync(times, "--rule", "weekly=unlimited", "--rule", "monthly=12", "--profile", "awkhad")).Length);
    }

    [Fact]
    public async Task Plan_ProfileRestic_GoesByEachOffsetUnlessAZoneIsNamed()
    {
        // One hour apart; by their own clocks of one day, by UTC of two.
        const string times = "2026-11-24T00:30:00+01:00\n2026-11-24T01:30:00+01:00\n2026-11-20T00:00:00Z\n2026-11-19T00:00:00Z\n2026-11-18T00:00:00Z\n";

        Assert.Equal(
            ["2026-11-24T01:30:00+01:00", "2026-11-20T00:00:00Z"], Kept(await PlanAsync(times, "--rule", "daily=2", "--profile", "restic")));
        Assert.Equal(
            ["2026-11-24T01:30:00+01:00", "2026-11-24T00:30:00+01:00"],
            Kept(await PlanAsync(times, "--rule", "daily=2", "--profile", "restic", "--time-zone", "UTC")));
    }

    [Fact]
    public async Task Plan_ProfileRestic_KeepsTheOldestWhileARuleIsShort() =>
        Assert.Equal(
            ["2016-01-02T00:00:00Z", "2015-06-01T00:00:00Z", "2014-08-08T00:00:00Z"],
            Kept(await PlanAsync(
                "2016-01-02T00:00:00Z\n2016-01-01T00:00:00Z\n2015-06-01T00:00:00Z\n2014-08-08T00:00:00Z\n2015-01-01T00:00:00Z\n", "--rule", "yearly=10", "--profile", "restic")));

    [Fact]
    public async Task Plan_SeveralFaults_AreAllListedAndReturn2()
    {
        CliResult result = await PlanAsync(
            "2016-12-31T23:59:60Z\n2024-02-29\nnonsense\n2023-02-29\n",
            "--rule", "daily=0", "--rule", "daily=-1", "--rule", "fortnightly=2", "--rule", "weekly=2", "--rule", "weekly=3", "--rule", "monthly=3,max-age=1x",
            "--rule", "x", "--week-start", "funday", "--profile", "borg", "--time-zone", "Mars/Olympus", "--day-start", "4", "--minimum-keep", "-1");

        JsonElement[] faults = [.. result.Expect(ExitCodes.Usage).Json.GetProperty("error").GetProperty("faults").EnumerateArray()];

        Assert.Equal(
            [
                "--time-zone BSH0754", "--rule daily=0 BSH0052", "--rule daily=-1 BSH0757", "--rule daily=-1 BSH0052", "--rule fortnightly=2 BSH0752",
                "--rule weekly=3 BSH0757", "--rule monthly=3,max-age=1x BSH0055", "--rule x BSH0751", "--profile BSH0753", "--week-start BSH0753",
                "--day-start BSH0753", "--minimum-keep BSH0753", "standard input, line 1 BSH0755", "standard input, line 3 BSH0755", "standard input, line 4 BSH0755",
            ],
            faults.Select(fault => $"{fault.GetProperty("path").GetString()} {fault.GetProperty("code").GetString()}"));
        Assert.Contains("leap second", faults[^3].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BSH0040")]
    [InlineData("BSH0040", "--rule", "daily=disabled")]
    [InlineData("BSH0049", "--rule", "quarterly=4", "--profile", "awkhad")]
    [InlineData("BSH0049", "--rule", "daily=4", "--profile", "restic", "--day-start", "04:00")]
    [InlineData("BSH0050", "--rule", "last=4,pick=oldest")]
    [InlineData("BSH0759", "--rule", "daily=4", "--times-left-out")]
    public async Task Plan_PolicyWithFault_Returns2(string code, params string[] arguments)
    {
        using CliFixture cli = new();
        string[] times = arguments.Contains("--times-left-out") ? [] : ["--times", "-"];

        CliResult result = await cli.RunAsync(["rotation", "plan", "--json", .. times, .. arguments.Where(argument => argument != "--times-left-out")]);

        Assert.Equal(code, result.Expect(ExitCodes.Usage).Json.GetProperty("error").GetProperty("faults")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Plan_FileThatIsNotThere_Returns2()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync("rotation", "plan", "--rule", "daily=1", "--times", "nowhere.txt");

        Assert.Contains("--times: BSH0756: ", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_ManyBadLines_ShowsAHundred()
    {
        CliResult result = await PlanAsync(string.Concat(Enumerable.Repeat("x\n", 1000)), "--rule", "daily=1");

        JsonElement error = result.Expect(ExitCodes.Usage).Json.GetProperty("error");
        Assert.Equal(100, error.GetProperty("faults").GetArrayLength());
        Assert.Contains("1000 faults", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static Task<CliResult> PlanAsync(string times, params string[] arguments) => PlanAsync(times, true, arguments);

    private static async Task<CliResult> PlanAsync(string times, bool json, params string[] arguments)
    {
        using CliFixture cli = new() { Input = Encoding.UTF8.GetBytes(times) };
        return await cli.RunAsync(["rotation", "plan", "--times", "-", .. json ? ["--json"] : Array.Empty<string>(), .. arguments]);
    }

    private static string[] Kept(CliResult result) =>
        [.. result.Expect(ExitCodes.Ok).Json.GetProperty("keep").EnumerateArray().Select(kept => kept.GetProperty("time").GetString()!)];

    // Without the spaces and the escapes of the writer.
    private static string Compact(CliResult result) =>
        JsonSerializer.Serialize(result.Json, Unescaped);
}
