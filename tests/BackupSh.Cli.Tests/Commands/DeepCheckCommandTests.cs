using System.Text.Json;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class DeepCheckCommandTests
{
    private const string Leftover = "backupsh-trial-0123456789ab-object";

    [Fact]
    public async Task Check_Deep_SaysTheCostFirstAndLeavesNothing()
    {
        using CliFixture cli = new();

        CliResult result = (await cli.RunAsync("check", "--storage", "nas", "--deep")).Expect(ExitCodes.Ok);

        Assert.Matches("^trying storage 'nas': [0-9]+ checks, at most [0-9]+ calls and [0-9.]+ MiB; [0-9]+ large checks left out, which '--large' adds\n", result.Error);
        Assert.Contains("warning BSH0813: ", result.Error, StringComparison.Ordinal);
        Assert.Matches("(?m)^passed  write once  ", result.Out);
        Assert.Matches("(?m)^delete        allowed  ", result.Out);
        Assert.Contains("least rights of a writer: directory mode\n  " + cli.Storage + ": ", result.Out, StringComparison.Ordinal);
        Assert.Contains("passed   storage 'nas': contract", result.Out, StringComparison.Ordinal);
        Assert.Empty(cli.FilesIn("nas"));
    }

    [Fact]
    public async Task Check_DeepWithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();

        CliResult result = (await cli.RunAsync("check", "--storage", "nas", "--deep", "--json")).Expect(ExitCodes.Ok);

        GoldenJson.Match("check-deep", result, cli);
    }

    [Fact]
    public async Task Check_DeepAndLarge_MakesEveryRunnableCheck()
    {
        using CliFixture cli = new();

        CliResult result = (await cli.RunAsync("check", "--storage", "nas", "--deep", "--large", "--json")).Expect(ExitCodes.Ok);

        JsonElement deep = result.Json.GetProperty("deep");
        int runnable = Conformance.StorageCheck.All.Count(check => check.Kind == Conformance.CheckKind.Runnable);
        Assert.Equal(runnable, deep.GetProperty("checks").GetArrayLength());
        Assert.DoesNotContain(deep.GetProperty("checks").EnumerateArray(), check => check.GetProperty("status").GetString() == "failed");
        Assert.Empty(cli.FilesIn("nas"));
    }

    [Fact]
    public async Task Check_Deep_NeverCostsMoreThanItSays()
    {
        using CliFixture cli = new();

        JsonElement deep = (await cli.RunAsync("check", "--storage", "nas", "--deep", "--json")).Expect(ExitCodes.Ok).Json.GetProperty("deep");

        JsonElement[] checks = [.. deep.GetProperty("checks").EnumerateArray()];
        Assert.True(checks.Sum(check => check.GetProperty("calls").GetInt32()) <= deep.GetProperty("estimate").GetProperty("calls").GetInt32());
        Assert.True(checks.Sum(check => check.GetProperty("contentBytes").GetInt64()) <= deep.GetProperty("estimate").GetProperty("contentBytes").GetInt64());
    }

    [Theory]
    [InlineData("--storage", "--deep")]
    [InlineData("--deep", "--large")]
    public async Task Check_OptionWithoutTheOneBeforeIt_IsAUsageError(string missing, string given)
    {
        using CliFixture cli = new();

        CliResult result = (await cli.RunAsync("check", given)).Expect(ExitCodes.Usage);

        Assert.Contains($"'{given}'", result.Error, StringComparison.Ordinal);
        Assert.Contains(missing, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_DeepOfABrokenStorage_TriesNothing()
    {
        using CliFixture cli = new();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult result = (await cli.RunAsync("check", "--storage", "broken", "--deep", "--json")).Expect(ExitCodes.Failed);

        Assert.Equal(JsonValueKind.Null, result.Json.GetProperty("deep").ValueKind);
    }

    [Fact]
    public async Task Check_DeepAfterAKilledOne_SweepsWhatIsOldAndNothingElse()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        string old = Path.Combine(cli.Storage, Leftover);
        string young = Path.Combine(cli.Storage, Leftover + "-2");
        File.WriteAllText(old, "x");
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        File.WriteAllText(young, "x");

        CliResult result = (await cli.RunAsync("check", "--storage", "nas", "--deep", "--json")).Expect(ExitCodes.Ok);

        Assert.Equal(1, result.Json.GetProperty("deep").GetProperty("swept").GetInt32());
        Assert.Equal((false, true), (File.Exists(old), File.Exists(young)));
        JsonElement listed = Assert.Single((await cli.RunAsync("list", "--json")).Expect(ExitCodes.Ok).Json.GetProperty("backups").EnumerateArray());
        Assert.Equal(backup, listed.GetProperty("backup").GetString());
    }

    [Fact]
    public async Task Check_DeepIsCancelled_LeavesNothing()
    {
        using CliFixture cli = new() { ErrorIsTerminal = true };
        using CancellationTokenSource cancel = new();
        cli.OnStatus = status =>
        {
            if (status.Contains("trying  9 of", StringComparison.Ordinal))
            {
                cancel.Cancel();
            }
        };

        await cli.RunAsync(cancel.Token, "check", "--storage", "nas", "--deep");

        Assert.True(cancel.IsCancellationRequested);
        Assert.Empty(cli.FilesIn("nas"));
    }

    [Fact]
    public async Task Link_StorageMakesNone_SaysWhatToDoInstead()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        CliResult result = (await cli.RunAsync("link", backup, "--for", "1h")).Expect(ExitCodes.Failed);
        CliResult odd = (await cli.RunAsync("link", backup, "--for", "soon")).Expect(ExitCodes.Usage);
        CliResult missing = (await cli.RunAsync("link", backup)).Expect(ExitCodes.Usage);

        Assert.StartsWith("error BSH0819: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("'soon' is no duration", odd.Error, StringComparison.Ordinal);
        Assert.Contains("--for", missing.Error, StringComparison.Ordinal);
    }
}
