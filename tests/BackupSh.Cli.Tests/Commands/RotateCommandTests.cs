using System.Text.Json;
using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class RotateCommandTests
{
    private const string KeepOne = """ "Rotation": { "Yearly": 1 }, """;

    [Fact]
    public async Task Rotate_DryRun_SaysWhyAndDeletesNothing()
    {
        using CliFixture cli = new();
        (string older, string newer) = await BackUpTwiceAsync(cli);

        CliResult result = await cli.RunAsync("rotate", "nightly", "--dry-run");

        result.Expect(ExitCodes.Ok);
        Assert.StartsWith("Storage 'nas', database 'shop': 1 would stay, 1 would go.\n", result.Out, StringComparison.Ordinal);
        Assert.Matches($"(?m)^  {newer}  keep      newest healthy backup; yearly 1 of 1", result.Out);
        Assert.Matches($"(?m)^  {older}  delete    nearest: yearly 1 of 1", result.Out);
        Assert.EndsWith("\nnext: nothing was deleted; 'backupsh rotate nightly' does it\n", result.Out, StringComparison.Ordinal);
        Assert.Equal(4, cli.FilesIn("nas").Length);
    }

    [Fact]
    public async Task Rotate_DryRunWithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();
        await BackUpTwiceAsync(cli);

        CliResult result = await cli.RunAsync("rotate", "nightly", "--dry-run", "--json");

        result.Expect(ExitCodes.Ok);
        GoldenJson.Match("rotate-dry-run", result, cli);
    }

    [Fact]
    public async Task Rotate_ForReal_DeletesWhatTheDryRunSaid()
    {
        using CliFixture cli = new();
        (string older, string newer) = await BackUpTwiceAsync(cli);

        CliResult text = await cli.RunAsync("rotate", "nightly");
        CliResult again = await cli.RunAsync("rotate", "nightly", "--json");

        Assert.StartsWith("Storage 'nas', database 'shop': 1 kept, 1 deleted.\n", text.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Matches($"(?m)^  {older}  deleted ", text.Out);
        Assert.All(cli.FilesIn("nas"), file => Assert.StartsWith(newer, file, StringComparison.Ordinal));
        again.Expect(ExitCodes.Ok);
        GoldenJson.Match("rotate", again, cli);
    }

    [Fact]
    public async Task Rotate_OneStorageFails_Returns3AndAllReturn1()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult some = await cli.RunAsync("rotate", "both");
        CliResult all = await cli.RunAsync("rotate", "hopeless", "--json");

        some.Expect(ExitCodes.SomeStoragesFailed);
        Assert.Contains("Storage 'broken', database 'shop': did not finish (BSH0215).", some.Out, StringComparison.Ordinal);
        Assert.StartsWith("error BSH0215: ", some.Error, StringComparison.Ordinal);
        JsonElement error = all.Expect(ExitCodes.Failed).Json.GetProperty("storages")[0].GetProperty("error");
        Assert.Equal("BSH0215", error.GetProperty("code").GetString());
    }

    private static async Task<(string Older, string Newer)> BackUpTwiceAsync(CliFixture cli)
    {
        string older = await cli.BackUpAsync(earlier: TimeSpan.FromSeconds(20));
        string newer = await cli.BackUpAsync();
        cli.WriteConfiguration(job: KeepOne);
        return (older, newer);
    }
}
