using BackupSh.TestSupport;
using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite.Tests;

public sealed class SqliteSourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("wal")]
    [InlineData("delete")]
    [InlineData("persist")]
    [InlineData("truncate")]
    public async Task WriteToAsync_AnyJournalMode_IsADatabaseThatSqlite3Opens(string journalMode)
    {
        using TestDatabase database = new(journalMode, megabytes: 3);
        await database.BackUpAsync("copy.sqlite3");
        Shell.Result check = await Shell.RunAsync(
            RequiredTool.Find("sqlite3"), [database.File("copy.sqlite3"), "PRAGMA integrity_check; SELECT sum(amount) FROM account; SELECT count(*) FROM ballast"], cancellationToken: Token);
        Assert.Equal("ok\n100000\n3\n", check.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(database.Scratch));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(65536)]
    public async Task WriteToAsync_AnyPageSize_KeepsIt(int pageSize)
    {
        using TestDatabase database = new(pageSize: pageSize, megabytes: 5);
        await database.BackUpAsync("copy.sqlite3");
        Assert.Equal(pageSize, TestDatabase.Ask<long>(database.File("copy.sqlite3"), "PRAGMA page_size"));
        Assert.Equal("ok", TestDatabase.Ask<string>(database.File("copy.sqlite3"), "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task WriteToAsync_WalSource_OpensOnReadOnlyMediaAndRemembersWal()
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        Assert.Equal("delete", TestDatabase.Ask<string>(database.File("copy.sqlite3"), "PRAGMA journal_mode"));
        await database.RestoreAsync("copy.sqlite3", "back.db");
        Assert.Equal("wal", TestDatabase.Ask<string>(database.File("back.db"), "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task WriteToAsync_LogNotCheckpointed_HoldsWhatWasCommittedAndLeavesTheLog()
    {
        using TestDatabase database = new();
        using SqliteConnection host = database.Connect();
        TestDatabase.Execute(host, "PRAGMA wal_autocheckpoint=0; INSERT INTO ballast VALUES (1, x'00')");
        long log = new FileInfo(database.Path + "-wal").Length;
        await database.BackUpAsync("copy.sqlite3");
        Assert.Equal(1, TestDatabase.Ask<long>(database.File("copy.sqlite3"), "SELECT count(*) FROM ballast"));
        Assert.Equal(log, new FileInfo(database.Path + "-wal").Length);
    }

    [Fact]
    public async Task WriteToAsync_LastConnection_DoesNotCheckpoint()
    {
        using TestDatabase database = new();
        using (SqliteConnection host = database.Connect())
        {
            TestDatabase.Execute(host, "PRAGMA wal_autocheckpoint=0; INSERT INTO ballast VALUES (1, x'00')");
            File.Copy(database.Path, database.File("crashed.db"));
            File.Copy(database.Path + "-wal", database.File("crashed.db-wal"));
        }

        byte[] log = await File.ReadAllBytesAsync(database.File("crashed.db-wal"), Token);
        await database.BackUpAsync("copy.sqlite3", database.Source(o => o.ConnectionString = $"Data Source={database.File("crashed.db")}"));
        Assert.Equal(log, await File.ReadAllBytesAsync(database.File("crashed.db-wal"), Token));
        Assert.Equal(1, TestDatabase.Ask<long>(database.File("copy.sqlite3"), "SELECT count(*) FROM ballast"));
    }

    [Fact]
    public async Task WriteToAsync_OtherProcessCommitsBetweenAllSteps_NeverRestartsAndHoldsOneMoment()
    {
        using TestDatabase database = new(megabytes: 40);
        using TestDatabase.Mover mover = database.StartMover();
        List<int> remaining = [];
        await database.BackUpAsync("copy.sqlite3", database.Source(stepped: pages =>
        {
            remaining.Add(pages);
            mover.CommitAsync(1, 2, 1).GetAwaiter().GetResult();
        }));
        Assert.True(remaining.Count > 5, $"{remaining.Count} steps");
        Assert.Equal(remaining.OrderDescending(), remaining);
        Assert.Equal(remaining.Count, remaining.Distinct().Count());
        Assert.Equal(100, TestDatabase.Ask<long>(database.File("copy.sqlite3"), "SELECT amount FROM account WHERE id = 1"));
        Assert.Equal(100 - remaining.Count, TestDatabase.Ask<long>(database.Path, "SELECT amount FROM account WHERE id = 1"));
    }
}
