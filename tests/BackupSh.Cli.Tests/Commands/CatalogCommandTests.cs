using BackupSh.Cli.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Cli.Tests.Commands;

public sealed class CatalogCommandTests
{
    private const string KeepOne = """ "Rotation": { "Yearly": 1 }, """;

    [Fact]
    public async Task Sync_AfterARun_SaysWhatIsThereAndThenNothingNew()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();

        CliResult first = await cli.RunAsync("sync");
        CliResult second = await cli.RunAsync("sync", "--json");

        Assert.Matches(@"(?m)^Storage 'nas': 1 backup, .*; 1 new, 0 gone, 0 problems\.$", first.Expect(ExitCodes.Ok).Out);
        second.Expect(ExitCodes.Ok);
        GoldenJson.Match("sync", second, cli);
    }

    [Fact]
    public async Task Sync_ArchiveWasRemoved_SaysGoneAndWhatIsLeft()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        await cli.RunAsync("sync");
        File.Delete(Path.Combine(cli.Storage, cli.ArchiveOf(backup)));

        CliResult sync = await cli.RunAsync("sync");
        CliResult problems = await cli.RunAsync("problems");
        CliResult json = await cli.RunAsync("problems", "--json");

        Assert.Contains($"\n  gone: {backup}\n", sync.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.EndsWith("next: 'backupsh problems' shows 1 problem\n", sync.Out, StringComparison.Ordinal);
        Assert.StartsWith("1 problem:\n  BSH0522: ", problems.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        json.Expect(ExitCodes.Ok);
        GoldenJson.Match("problems", json, cli);
    }

    [Fact]
    public async Task Sync_CatalogWasDropped_LosesTheHistoryOnly()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();
        await File.WriteAllTextAsync(Path.Combine(cli.Storage, "notes.txt"), "not ours", TestContext.Current.CancellationToken);
        await cli.RunAsync("sync");
        CliResult before = await cli.RunAsync("sync", "--json");
        CliResult history = await cli.RunAsync("history");

        Array.ForEach(Directory.GetFiles(cli.Folder, "*.catalog.db*"), File.Delete);
        await cli.RunAsync("sync");

        Assert.Equal(before.Expect(ExitCodes.Ok).Out, (await cli.RunAsync("sync", "--json")).Expect(ExitCodes.Ok).Out);
        Assert.Contains("nightly", history.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("nightly", (await cli.RunAsync("history")).Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_OneStorageFails_Returns3AndAllReturn1()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult some = await cli.RunAsync("sync");
        CliResult all = await cli.RunAsync("sync", "--storage", "broken");
        CliResult unknown = await cli.RunAsync("sync", "--storage", "nowhere");

        Assert.Contains("Storage 'broken': could not be synced (BSH0215).", some.Expect(ExitCodes.SomeStoragesFailed).Out, StringComparison.Ordinal);
        all.Expect(ExitCodes.Failed);
        Assert.NotEqual(ExitCodes.Ok, unknown.ExitCode);
    }

    [Fact]
    public async Task History_AfterRuns_ShowsThem()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();

        CliResult text = await cli.RunAsync("history");
        CliResult json = await cli.RunAsync("history", "--job", "nightly", "--json");
        CliResult none = await cli.RunAsync("history", "--job", "other");

        Assert.Matches($@"(?m)^\S+Z  nightly  succeeded  .*  {backup}  nas$", text.Expect(ExitCodes.Ok).Out);
        json.Expect(ExitCodes.Ok);
        GoldenJson.Match("history", json, cli);
        Assert.Equal("No runs.\n", none.Expect(ExitCodes.Ok).Out);
    }

    [Fact]
    public async Task Usage_AfterASync_ShowsTheDay()
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();
        CliResult nothing = await cli.RunAsync("usage");
        await cli.RunAsync("sync");

        CliResult text = await cli.RunAsync("usage", "--storage", "nas");
        CliResult json = await cli.RunAsync("usage", "--json");

        Assert.StartsWith("Nothing is known yet.\n", nothing.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\d  nas      1  ", text.Expect(ExitCodes.Ok).Out);
        json.Expect(ExitCodes.Ok);
        GoldenJson.Match("usage", json, cli);
    }

    [Fact]
    public async Task Audit_AfterARotation_ShowsWhoWhatAndWhy()
    {
        using CliFixture cli = new();
        CliResult nothing = await cli.RunAsync("audit");
        string older = await cli.BackUpAsync(earlier: TimeSpan.FromSeconds(20));
        await cli.BackUpAsync();
        cli.WriteConfiguration(job: KeepOne);
        await cli.RunAsync("rotate", "nightly");

        CliResult text = await cli.RunAsync("audit");
        CliResult json = await cli.RunAsync("audit", "--json");

        Assert.Equal("Nothing was deleted, replaced or copied.\n", nothing.Expect(ExitCodes.Ok).Out);
        Assert.Matches($@"(?m)^\S+Z  rotation  done     nas      {older}  {Environment.UserName}@{Environment.MachineName}  not kept; nearest: yearly 1 of 1", text.Expect(ExitCodes.Ok).Out);
        json.Expect(ExitCodes.Ok);
        GoldenJson.Match("audit", json, cli);
    }

    [Fact]
    public async Task Run_NoCatalogNamed_KeepsOneBesideTheConfigurationForTheOwnerOnly()
    {
        using CliFixture cli = new();
        await cli.RunAsync("list");
        Assert.Empty(Directory.GetFiles(cli.Folder, "*.catalog.db*"));

        await cli.BackUpAsync();

        string file = Assert.Single(Directory.GetFiles(cli.Folder, "*.catalog.db"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(file));
    }

    [Fact]
    public async Task Run_CatalogCannotBeMade_WarnsAndBacksUp()
    {
        using CliFixture cli = new();
        cli.WriteConfiguration();
        Directory.CreateDirectory(cli.PathOf("backupsh.catalog.db")); // nothing of this name can be made, not even by root

        CliResult result = await cli.RunAsync("run", "nightly");

        Assert.Contains("is kept in memory", result.Expect(ExitCodes.Ok).Error, StringComparison.Ordinal);
    }
}
