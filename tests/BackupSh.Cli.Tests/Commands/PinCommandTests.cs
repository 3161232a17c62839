using System.Text.Json;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class PinCommandTests
{
    [Fact]
    public async Task Pin_AndUnpin_AreSeenByTheList()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        CliResult pin = await cli.RunAsync("pin", backup, "--reason", "before the migration", "--until", "2099-01-01");
        bool pinned = await IsPinnedAsync(cli);
        CliResult unpin = await cli.RunAsync("unpin", backup);

        Assert.StartsWith(
            $"backup  {backup}\npin     until 2099-01-01T00:00:00Z, by eva@desk: before the migration\n",
            pin.Expect(ExitCodes.Ok).Out,
            StringComparison.Ordinal);
        Assert.True(pinned);
        Assert.Contains("\nnas      pin removed  until 2099-01-01T00:00:00Z, by eva@desk: before the migration\n", unpin.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.False(await IsPinnedAsync(cli));
    }

    [Theory]
    [InlineData("pin")]
    [InlineData("unpin")]
    public async Task Pin_WithJson_WritesTheDocumentedShape(string command)
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        await cli.RunAsync("pin", backup, "--reason", "audit");

        CliResult result = await cli.RunAsync(
            [command, backup, "--json", .. command == "pin" ? ["--replace", "--reason", "migration"] : Array.Empty<string>()]);

        result.Expect(ExitCodes.Ok);
        GoldenJson.Match(command, result, cli);
    }

    [Fact]
    public async Task Pin_AnotherPinHolds_IsReplacedOnlyOnDemand()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        await cli.RunAsync("pin", backup, "--reason", "audit");

        CliResult refused = await cli.RunAsync("pin", backup, "--reason", "migration");
        CliResult replaced = await cli.RunAsync("pin", backup, "--reason", "migration", "--replace");

        Assert.StartsWith("error BSH0545: ", refused.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Contains("'audit'.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("\nnas      pinned  without an end, by eva@desk: audit\n", replaced.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pin_OneStorage_LeavesTheOtherCopyAlone()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration(jobs: """ "both": { "Source": "shop", "Storages": ["nas", "attic"] }, """);
        (await cli.RunAsync("run", "both")).Expect(ExitCodes.Ok);

        CliResult result = await cli.RunAsync("pin", "latest:shop", "--storage", "attic");

        result.Expect(ExitCodes.Ok);
        Assert.DoesNotContain(cli.FilesIn("nas"), file => file.EndsWith(".pin", StringComparison.Ordinal));
        Assert.Contains(cli.FilesIn("attic"), file => file.EndsWith(".pin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pin_OneStorageCannotBeAsked_Returns3()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult pin = await cli.RunAsync("pin", backup);
        CliResult unpin = await cli.RunAsync("unpin", backup, "--json");

        Assert.Contains("\nbroken   failed (BSH0215)  -\n", pin.Expect(ExitCodes.SomeStoragesFailed).Out, StringComparison.Ordinal);
        Assert.Equal(
            ["nas: removed", "broken: failed"],
            unpin.Expect(ExitCodes.SomeStoragesFailed).Json.GetProperty("storages").EnumerateArray().OrderByDescending(Storage).Select(
                storage => $"{Storage(storage)}: {storage.GetProperty("status").GetString()}"));

        static string Storage(JsonElement storage) => storage.GetProperty("storage").GetString()!;
    }

    [Fact]
    public async Task Unpin_UnreadablePin_RemovesIt()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.WriteAllText(Path.Combine(cli.Storage, backup + ".pin"), "do not delete!");

        CliResult result = await cli.RunAsync("unpin", backup);

        Assert.Contains("\nnas      pin removed  -\n", result.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(cli.Storage, backup + ".pin")));
    }

    [Fact]
    public async Task Unpin_BackupWithoutPin_Returns0AndSaysSo()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        Assert.Contains("\nnas      was not pinned  -\n", (await cli.RunAsync("unpin", backup)).Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0542", "shop.2020-01-01_00-00-00")]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0542", "latest:nothing")]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0544", "shop")]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0540", "shop.2020-01-01_00-00-00", "--storage", "attic")]
    [InlineData(ExitCodes.Usage, "BSH0142", "shop.2020-01-01_00-00-00", "--storage", "moon")]
    [InlineData(ExitCodes.Usage, "BSH0700")]
    public async Task PinAndUnpin_UnknownThing_SayWhich(int exitCode, string code, params string[] arguments)
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();

        Assert.StartsWith($"error {code}: ", (await cli.RunAsync(["pin", .. arguments])).Expect(exitCode).Error, StringComparison.Ordinal);
        Assert.StartsWith($"error {code}: ", (await cli.RunAsync(["unpin", .. arguments])).Expect(exitCode).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BSH0722", "--until", "2020-01-01")]
    [InlineData("BSH0700", "--until", "tomorrow")]
    [InlineData("BSH0700", "--reason", "two\nlines")]
    [InlineData("BSH0700", "--by", "too long")]
    public async Task Pin_ThatCannotBe_Returns2AndPinsNothing(string code, string option, string value)
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("pin", backup, option, value == "too long" ? new string('x', 257) : value);

        Assert.StartsWith($"error {code}: ", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.False(await IsPinnedAsync(cli));
    }

    [Fact]
    public async Task Pin_LongestReason_IsTaken()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        string reason = new('ß', 256);

        (await cli.RunAsync("pin", backup, "--reason", reason)).Expect(ExitCodes.Ok);

        Assert.Contains(": " + reason, (await cli.RunAsync("info", backup)).Out, StringComparison.Ordinal);
    }

    private static async Task<bool> IsPinnedAsync(CliFixture cli) =>
        (await cli.RunAsync("list", "--json")).Json.GetProperty("backups")[0].GetProperty("pinned").GetBoolean();
}
