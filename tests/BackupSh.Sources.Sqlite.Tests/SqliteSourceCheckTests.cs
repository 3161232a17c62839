using BackupSh.TestSupport;
using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite.Tests;

public sealed class SqliteSourceCheckTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CheckAsync_WalDatabase_NamesItsToolAndLeavesNothing()
    {
        using TestDatabase database = new();

        SourceReport report = await database.Source().CheckAsync(Token);

        Assert.Empty(report.Warnings);
        Assert.Matches(@"^\d+\.\d+", report.ToolVersions["sqlite"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(database.Scratch));
    }

    [Fact]
    public async Task CheckAsync_OtherJournalMode_WarnsOrFailsAsTheOptionsSay()
    {
        using TestDatabase database = new("delete");

        SourceReport report = await database.Source().CheckAsync(Token);
        BackupSourceException refused = await Assert.ThrowsAsync<BackupSourceException>(
            () => database.Source(options => options.WhenNotWal = WhenNotWal.Refuse).CheckAsync(Token));

        Assert.Equal("BSH0327", Assert.Single(report.Warnings).Code);
        Assert.Equal("BSH0327", refused.Code);
    }

    [Fact]
    public async Task CheckAsync_NoDatabase_Fails()
    {
        using TestDatabase database = new();
        BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(
            () => database.Source(options => options.ConnectionString = $"Data Source={database.File("none.db")}").CheckAsync(Token));

        Assert.Equal("BSH0320", exception.Code);
        Assert.False(File.Exists(database.File("none.db")));
    }

    [Fact]
    public async Task CheckAsync_NoScratchDirectory_Fails()
    {
        using TestDatabase database = new();
        BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(
            () => database.Source(options => options.ScratchDirectory = database.File("none")).CheckAsync(Token));

        Assert.Equal("BSH0329", exception.Code);
    }

    [Fact]
    public async Task CheckAsync_ScratchDirectoryTooSmall_Fails()
    {
        using TestDatabase database = new(megabytes: 3);
        await using SmallDisk disk = await SmallDisk.MountAsync(database.File("small"), megabytes: 2);
        BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(
            () => database.Source(options => options.ScratchDirectory = disk.Path).CheckAsync(Token));

        Assert.Equal("BSH0330", exception.Code);
    }

    [Fact]
    public async Task CheckAsync_LockedDatabase_Fails()
    {
        using TestDatabase database = new("delete");
        using SqliteConnection host = database.Connect();
        TestDatabase.Execute(host, "BEGIN EXCLUSIVE");
        BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(
            () => database.Source(options => options.BusyTimeout = TimeSpan.Zero).CheckAsync(Token));

        Assert.Equal("BSH0323", exception.Code);
    }
}
