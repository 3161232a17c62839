using System.Text.Json;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

/// <summary><c>rotation simulate</c>, <c>rotation preview</c>, <c>simulate</c> and the consent of <c>rotate</c>.</summary>
public sealed class RotationAskingCommandTests
{
    [Fact]
    public async Task RotationSimulate_TenYears_SaysWhatIsLeftAndHowFarBack()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync(
            "rotation", "simulate", "--schedule", "0 3 * * *", "--rule", "daily=7", "--rule", "weekly=4", "--rule", "monthly=12", "--from", "2026-01-01",
            "--size", "1MiB", "--json");

        JsonElement forecast = result.Expect(ExitCodes.Ok).Json;
        Assert.Equal(3652, forecast.GetProperty("backups").GetInt32());
        Assert.Equal(21, forecast.GetProperty("maximumKept").GetInt64());
        Assert.InRange(forecast.GetProperty("mostKept").GetInt32(), 19, 21);
        Assert.Equal(forecast.GetProperty("kept").GetInt32(), forecast.GetProperty("restorePoints").GetArrayLength());
        Assert.Equal(forecast.GetProperty("kept").GetInt64() << 20, forecast.GetProperty("bytes").GetInt64());

        // Twelve months reach back ten to eleven of them.
        Assert.InRange(forecast.GetProperty("shortestReachSeconds").GetDouble() / 86_400, 304, 306);
        Assert.InRange(forecast.GetProperty("longestReachSeconds").GetDouble() / 86_400, 334, 337);
    }

    [Fact]
    public async Task RotationSimulate_Text_NamesTheNumbers()
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync(
            "rotation", "simulate", "--schedule", "every 6 hours", "--rule", "last=4", "--rule", "daily=unlimited", "--years", "1", "--from", "2026-01-01");

        result.Expect(ExitCodes.Ok);
        Assert.StartsWith("1460 backups made, 368 left under last=4 daily=unlimited UTC.\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("; without limit\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("2026-12-31T18:00:00Z  newest healthy backup; last 1 of 4; daily 1 of unlimited", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BSH0759", "--rule", "daily=1")]
    [InlineData("BSH0122", "--rule", "daily=1", "--schedule", "at night")]
    [InlineData("BSH0753", "--rule", "daily=1", "--schedule", "every 1 days", "--years", "9000")]
    [InlineData("BSH0758", "--rule", "daily=1", "--schedule", "every 1 minutes")]
    [InlineData("BSH0040", "--schedule", "every 1 days")]
    public async Task RotationSimulate_WithFault_Returns2(string code, params string[] arguments)
    {
        using CliFixture cli = new();

        CliResult result = await cli.RunAsync(["rotation", "simulate", "--from", "2026-01-01", "--json", .. arguments]);

        Assert.Equal(code, result.Expect(ExitCodes.Usage).Json.GetProperty("error").GetProperty("faults")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task RotationPreview_TighterPolicy_SaysWhatWouldGoAndDeletesNothing()
    {
        using CliFixture cli = new();
        string older = await cli.BackUpAsync(earlier: TimeSpan.FromSeconds(20));
        string newer = await cli.BackUpAsync();

        CliResult text = await cli.RunAsync("rotation", "preview", "nightly", "--rule", "yearly=1");
        CliResult json = await cli.RunAsync("rotation", "preview", "nightly", "--rule", "last=2", "--json");

        Assert.StartsWith("Storage 'nas', database 'shop': 1 would stay, 1 would go (", text.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Contains("), instead of under everything.\n", text.Out, StringComparison.Ordinal);
        Assert.Matches($"(?m)^  {older}  .* keep  delete  nearest: yearly 1 of 1", text.Out);
        Assert.DoesNotContain("  " + newer, text.Out, StringComparison.Ordinal);
        Assert.Empty(json.Expect(ExitCodes.Ok).Json.GetProperty("storages")[0].GetProperty("changes").EnumerateArray());
        Assert.Equal(4, cli.FilesIn("nas").Length);
    }

    [Fact]
    public async Task Simulate_MarkedJob_RotatesBackupsThatNobodyHasMade()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(job: """ "Simulation": true, "Rotation": { "Daily": 7, "Monthly": 3 }, """);

        CliResult result = await cli.RunAsync("simulate", "nightly", "--backups", "1000", "--every", "4h", "--json");

        JsonElement series = Assert.Single(result.Expect(ExitCodes.Ok).Json.GetProperty("storages").EnumerateArray());
        Assert.Equal("nas", series.GetProperty("storage").GetString());
        Assert.Equal(1000, series.GetProperty("backups").GetArrayLength());
        Assert.InRange(series.GetProperty("deleted").GetArrayLength(), 991, 992);
        Assert.False(Directory.Exists(cli.Storage));
    }

    [Fact]
    public async Task Simulate_JobThatIsNone_IsRefusedAndSoIsRunningOneThatIs()
    {
        using CliFixture cli = new();

        CliResult real = await cli.RunAsync("simulate", "nightly");
        cli.WriteConfiguration(job: """ "Simulation": true, "Rotation": { "Daily": 7 }, """);
        CliResult run = await cli.RunAsync("run", "nightly");
        CliResult rotate = await cli.RunAsync("rotate", "nightly");
        CliResult span = await cli.RunAsync("simulate", "nightly", "--every", "4x");

        Assert.StartsWith("error BSH0562: ", real.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.StartsWith("error BSH0561: ", run.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.StartsWith("error BSH0561: ", rotate.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("--every: BSH0753: ", span.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Storage));
    }

    [Fact]
    public async Task Rotate_MoreThanTheGuardAllows_NeedsConsent()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync(earlier: TimeSpan.FromSeconds(20));
        await cli.BackUpAsync(earlier: TimeSpan.FromSeconds(10));
        await cli.BackUpAsync();
        cli.WriteConfiguration(job: """ "Rotation": { "Yearly": 1, "GuardCount": 1 }, """);

        CliResult refused = await cli.RunAsync("rotate", "nightly");
        int filesBefore = cli.FilesIn("nas").Length;
        CliResult allowed = await cli.RunAsync("rotate", "nightly", "--allow-mass-deletion");

        Assert.Contains("error BSH0560: ", refused.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Contains("--allow-mass-deletion", refused.Error, StringComparison.Ordinal);
        Assert.Equal(6, filesBefore);
        Assert.StartsWith("Storage 'nas', database 'shop': 1 kept, 2 deleted.\n", allowed.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
    }
}
