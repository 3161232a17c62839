using BackupSh.Cli.Tests.Fixtures;

namespace BackupSh.Cli.Tests.Commands;

public sealed class DeleteCommandTests
{
    private static readonly TimeSpan Earlier = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("y")]
    [InlineData("Yes ")]
    public async Task Delete_Confirmed_DeletesBothFilesAndNothingElse(string answer)
    {
        using CliFixture cli = new();
        string old = await cli.BackUpAsync(Earlier);
        string newest = await cli.BackUpAsync();
        File.WriteAllText(Path.Combine(cli.Storage, old + "-notes.txt"), "foreign");
        cli.Answer = answer;

        CliResult result = await cli.RunAsync("delete", old);

        Assert.Matches(
            $@"^Delete '{old}' \([0-9.]+ KiB\) from storage 'nas'\? It cannot be brought back\. \[y/N\] $", result.Expect(ExitCodes.Ok).Error);
        Assert.Equal($"backup  {old}\n\nSTORAGE  RESULT\nnas      deleted\n", result.Out);
        Assert.Equal([newest + ".info", newest + ".sqlite3.zst.enc", old + "-notes.txt"], cli.FilesIn("nas").Order(StringComparer.Ordinal).OrderBy(name => name.EndsWith(".txt", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("n")]
    [InlineData("")]
    [InlineData("yeah")]
    public async Task Delete_NotConfirmed_Returns1AndDeletesNothing(string answer)
    {
        using CliFixture cli = new();
        string old = await cli.BackUpAsync(Earlier);
        await cli.BackUpAsync();
        cli.Answer = answer;

        CliResult result = await cli.RunAsync("delete", old);

        Assert.Contains("error BSH0719: ", result.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Equal(4, cli.FilesIn("nas").Length);
    }

    [Fact]
    public async Task Delete_NobodyToAsk_Returns2AndNamesTheOption()
    {
        using CliFixture cli = new();
        string old = await cli.BackUpAsync(Earlier);
        await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("delete", old);

        Assert.StartsWith("error BSH0718: ", result.Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("--yes", result.Error, StringComparison.Ordinal);
        Assert.Equal(4, cli.FilesIn("nas").Length);
    }

    [Fact]
    public async Task Delete_WithJson_WritesTheDocumentedShape()
    {
        using CliFixture cli = new();
        string old = await cli.BackUpAsync(Earlier);
        await cli.BackUpAsync();

        CliResult result = await cli.RunAsync("delete", old, "--yes", "--json");

        result.Expect(ExitCodes.Ok);
        GoldenJson.Match("delete", result, cli);
    }

    [Fact]
    public async Task Delete_PinnedBackup_IsRefusedInEveryStorage()
    {
        using CliFixture cli = new();
        string old = await RunBothAsync(cli, Earlier);
        await RunBothAsync(cli);
        (await cli.RunAsync("pin", old, "--storage", "nas")).Expect(ExitCodes.Ok);

        CliResult result = await cli.RunAsync("delete", old, "--yes", "--force");
        CliResult elsewhere = await cli.RunAsync("delete", old, "--yes", "--storage", "attic");

        Assert.StartsWith("error BSH0720: ", result.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Contains($"'backupsh unpin {old}'", result.Error, StringComparison.Ordinal);
        elsewhere.Expect(ExitCodes.Ok);
        Assert.Equal((5, 2), (cli.FilesIn("nas").Length, cli.FilesIn("attic").Length));
    }

    [Fact]
    public async Task Delete_NewestHealthyBackup_NeedsForce()
    {
        using CliFixture cli = new();
        string newest = await cli.BackUpAsync(Earlier);
        string damaged = await cli.BackUpAsync();
        File.WriteAllText(cli.ArchiveOf(damaged), "cut");

        CliResult refused = await cli.RunAsync("delete", newest, "--yes");
        (await cli.RunAsync("delete", damaged, "--yes")).Expect(ExitCodes.Ok);
        CliResult forced = await cli.RunAsync("delete", newest, "--yes", "--force");

        Assert.StartsWith(
            $"error BSH0721: '{newest}' is the newest healthy backup of 'shop' in storage 'nas'", refused.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        forced.Expect(ExitCodes.Ok);
        Assert.Empty(cli.FilesIn("nas"));
    }

    [Fact]
    public async Task Delete_ArchiveOfAnInterruptedDeletion_IsDeleted()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.Delete(Path.Combine(cli.Storage, backup + ".info"));
        cli.Answer = "y";

        CliResult result = await cli.RunAsync("delete", backup);

        Assert.Equal(
            $"There is no backup '{backup}' any more. Delete what is left of it in storage 'nas'? [y/N] ", result.Expect(ExitCodes.Ok).Error);
        Assert.Empty(cli.FilesIn("nas"));
    }

    [Fact]
    public async Task Delete_InfoFileWithoutArchive_IsLeftToPeople()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.Delete(cli.ArchiveOf(backup));

        CliResult result = await cli.RunAsync("delete", backup, "--yes");

        Assert.StartsWith("error BSH0522: ", result.Expect(ExitCodes.NoSuchBackup).Error, StringComparison.Ordinal);
        Assert.Equal([backup + ".info"], cli.FilesIn("nas"));
    }

    [Fact]
    public async Task Delete_SeveralArchivesWithoutInfo_AreLeftToPeople()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.Delete(Path.Combine(cli.Storage, backup + ".info"));
        File.WriteAllText(Path.Combine(cli.Storage, backup + ".zip"), "another");

        CliResult result = await cli.RunAsync("delete", backup, "--yes");

        Assert.StartsWith("error BSH0725: ", result.Expect(ExitCodes.Failed).Error, StringComparison.Ordinal);
        Assert.Equal(2, cli.FilesIn("nas").Length);
    }

    [Fact]
    public async Task Delete_UploadOfARunningRun_IsNotThere()
    {
        using CliFixture cli = new();
        string backup = await cli.BackUpAsync();
        File.Move(Path.Combine(cli.Storage, backup + ".info"), Path.Combine(cli.Storage, backup + ".claim"));

        CliResult result = await cli.RunAsync("delete", backup, "--yes");

        Assert.StartsWith("error BSH0542: ", result.Expect(ExitCodes.NoSuchBackup).Error, StringComparison.Ordinal);
        Assert.Equal(2, cli.FilesIn("nas").Length);
    }

    [Fact]
    public async Task Delete_RemainsInOneStorageAndABackupInTheOther_DeletesBoth()
    {
        using CliFixture cli = new();
        string old = await RunBothAsync(cli, Earlier);
        await RunBothAsync(cli);
        File.Delete(cli.PathOf($"nas/{old}.info"));

        CliResult result = await cli.RunAsync("delete", old, "--yes");

        Assert.Equal($"backup  {old}\n\nSTORAGE  RESULT\nattic    deleted\nnas      deleted\n", result.Expect(ExitCodes.Ok).Out);
        Assert.Equal((2, 2), (cli.FilesIn("nas").Length, cli.FilesIn("attic").Length));
    }

    [Fact]
    public async Task Delete_OneStorageCannotBeAsked_Returns3AndDeletesFromTheOthers()
    {
        using CliFixture cli = new();
        string old = await cli.BackUpAsync(Earlier);
        await cli.BackUpAsync();
        cli.WriteConfigurationWithBrokenStorage("All");

        CliResult result = await cli.RunAsync("delete", old, "--yes");

        Assert.Contains("error BSH0215: ", result.Expect(ExitCodes.SomeStoragesFailed).Error, StringComparison.Ordinal);
        Assert.Contains("\nnas      deleted\nbroken   could not be asked (BSH0215)\n", result.Out, StringComparison.Ordinal);
        Assert.Equal(2, cli.FilesIn("nas").Length);
    }

    [Theory]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0542", "shop.2020-01-01_00-00-00")]
    [InlineData(ExitCodes.NoSuchBackup, "BSH0544", "shop")]
    [InlineData(ExitCodes.Usage, "BSH0142", "shop.2020-01-01_00-00-00", "--storage", "moon")]
    [InlineData(ExitCodes.Usage, "BSH0700", "latest:shop")]
    [InlineData(ExitCodes.Usage, "BSH0700")]
    public async Task Delete_UnknownThing_SaysWhichAndDeletesNothing(int exitCode, string code, params string[] arguments)
    {
        using CliFixture cli = new();
        await cli.BackUpAsync();

        CliResult result = await cli.RunAsync(["delete", "--yes", .. arguments]);

        Assert.StartsWith($"error {code}: ", result.Expect(exitCode).Error, StringComparison.Ordinal);
        Assert.Equal(2, cli.FilesIn("nas").Length);
    }

    [Fact]
    public async Task Delete_CancelledAtTheQuestion_Returns130AndDeletesNothing()
    {
        using CliFixture cli = new() { Answer = "y" };
        string old = await cli.BackUpAsync(Earlier);
        await cli.BackUpAsync();
        using CancellationTokenSource cancellation = new();
        cli.OnStatus = _ => cancellation.Cancel();

        (await cli.RunAsync(cancellation.Token, "delete", old)).Expect(ExitCodes.Cancelled);

        Assert.Equal(4, cli.FilesIn("nas").Length);
    }

    [Fact]
    public async Task Delete_CancelledBetweenTwoStorages_SaysWhatIsGoneAndCanBeFinished()
    {
        using CliFixture cli = new();
        string old = await RunBothAsync(cli, Earlier);
        await RunBothAsync(cli);
        using CancellationTokenSource cancellation = new();
        cli.OnStatus = line =>
        {
            if (line.Contains("was deleted from", StringComparison.Ordinal))
            {
                cancellation.Cancel();
            }
        };

        CliResult cancelled = await cli.RunAsync(cancellation.Token, "delete", old, "--yes", "--verbose");
        cli.OnStatus = static _ => { };
        CliResult again = await cli.RunAsync("delete", old, "--yes");

        Assert.Contains("\nattic    deleted\nnas      failed (BSH0723)\n", cancelled.Expect(ExitCodes.Cancelled).Out, StringComparison.Ordinal);
        Assert.EndsWith("\nnas      deleted\n", again.Expect(ExitCodes.Ok).Out, StringComparison.Ordinal);
        Assert.Equal((2, 2), (cli.FilesIn("nas").Length, cli.FilesIn("attic").Length));
    }

    private static async Task<string> RunBothAsync(CliFixture cli, TimeSpan earlier = default)
    {
        cli.WriteConfiguration(jobs: """ "both": { "Source": "shop", "Storages": ["nas", "attic"] }, """);
        cli.Time = new ShiftedTime(-earlier);
        CliResult run = await cli.RunAsync("run", "both", "--json");
        cli.Time = TimeProvider.System;
        return run.Expect(ExitCodes.Ok).Json.GetProperty("backups")[0].GetProperty("backup").GetString()!;
    }
}
