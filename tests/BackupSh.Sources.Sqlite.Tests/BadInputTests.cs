using System.Globalization;
using BackupSh.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Sources.Sqlite.Tests;

public sealed class BadInputTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task WriteToAsync_NoFile_IsMissingAndNotCreated() => RefusedAsync("BSH0320", database => database.File("none.db"));

    [Fact]
    public Task WriteToAsync_Directory_IsADirectory() => RefusedAsync("BSH0321", database => database.Folder);

    [Fact]
    public Task WriteToAsync_NoBytes_IsEmpty() => RefusedAsync("BSH0322", database => Write(database, []));

    [Fact]
    public Task WriteToAsync_OtherBytes_IsNotADatabase() =>
        RefusedAsync("BSH0324", database => Write(database, [.. Enumerable.Repeat((byte)'x', 8192)]));

    [Theory]
    [InlineData(true, "BSH0325")]
    [InlineData(false, null)]
    public async Task WriteToAsync_DamagedPage_IsDamagedUnlessUnchecked(bool check, string? code)
    {
        using TestDatabase database = new("delete");
        DamageAccounts(database);
        Task backup = database.BackUpAsync("copy.sqlite3", database.Source(options => options.CheckBeforeUpload = check));
        BackupSourceException? error = await Record.ExceptionAsync(() => backup) as BackupSourceException;
        Assert.Equal(code, error?.Code);
        Assert.Equal(check ? 0 : new FileInfo(database.Path).Length, new FileInfo(database.File("copy.sqlite3")).Length);
    }

    [Fact]
    public async Task WriteToAsync_TruncatedDatabase_IsDamaged()
    {
        using TestDatabase database = new("delete", megabytes: 2);
        using (FileStream file = new(database.Path, FileMode.Open))
        {
            file.SetLength(file.Length / 2 / 4096 * 4096);
        }

        Assert.Equal("BSH0325", (await Assert.ThrowsAsync<BackupSourceException>(() => database.BackUpAsync("copy.sqlite3"))).Code);
    }

    [Theory]
    [InlineData("wal")]
    [InlineData("delete")]
    public async Task WriteToAsync_LockedLongerThanTheTimeout_IsTransient(string journalMode)
    {
        using TestDatabase database = new(journalMode);
        using SqliteConnection other = database.Connect();
        TestDatabase.Execute(other, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE account SET amount = amount");
        FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(31) };
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(
            () => database.BackUpAsync("copy.sqlite3", database.Source(time: time)));
        Assert.Equal("BSH0323", error.Code);
        Assert.True(error.IsTransient);
        Assert.Contains("30 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_LockReleasedInTime_BacksUp()
    {
        using TestDatabase database = new("delete");
        using SqliteConnection other = database.Connect();
        TestDatabase.Execute(other, "BEGIN EXCLUSIVE");
        Task<SourceReport> backup = database.BackUpAsync("copy.sqlite3");
        Assert.False(backup.IsCompleted);
        TestDatabase.Execute(other, "INSERT INTO ballast VALUES (1, x'00'); COMMIT");
        await backup;
        Assert.Equal(1, TestDatabase.Ask<long>(database.File("copy.sqlite3"), "SELECT count(*) FROM ballast"));
    }

    [Fact]
    public async Task WriteToAsync_NotWalAndRefuse_SaysHowToSwitch()
    {
        using TestDatabase database = new("delete");
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(
            () => database.BackUpAsync("copy.sqlite3", database.Source(options => options.WhenNotWal = WhenNotWal.Refuse)));
        Assert.Equal("BSH0327", error.Code);
        Assert.Contains("PRAGMA journal_mode=WAL", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_NotWal_WarnsWithTheSize()
    {
        using TestDatabase database = new("delete");
        BackupShError warning = Assert.Single((await database.BackUpAsync("copy.sqlite3")).Warnings);
        Assert.Equal("BSH0328", warning.Code);
        Assert.Contains(new FileInfo(database.Path).Length.ToString(CultureInfo.InvariantCulture), warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_NoScratchDirectory_NamesIt()
    {
        using TestDatabase database = new();
        string none = database.File("none");
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(
            () => database.BackUpAsync("copy.sqlite3", database.Source(options => options.ScratchDirectory = none)));
        Assert.Equal("BSH0329", error.Code);
        Assert.Contains($"'{none}'", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(none));
    }

    [Fact]
    public async Task WriteToAsync_ScratchDirectoryTooSmall_NamesNeededAndFreeBytes()
    {
        using TestDatabase database = new(megabytes: 2);
        await using SmallDisk disk = await SmallDisk.MountAsync(database.File("small"), megabytes: 4);
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(
            () => database.BackUpAsync("copy.sqlite3", database.Source(options => options.ScratchDirectory = disk.Path)));
        Assert.Equal("BSH0330", error.Code);
        Assert.Contains($"'{disk.Path}' has {4 * 1024 * 1024} bytes free", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_ScratchDirectoryFillsUp_NamesItAndLeavesNothing()
    {
        using TestDatabase database = new(megabytes: 20);
        await using SmallDisk disk = await SmallDisk.MountAsync(database.File("small"), megabytes: 40);
        string other = Path.Combine(disk.Path, "other");
        SqliteSource source = database.Source(
            options => options.ScratchDirectory = disk.Path,
            stepped: _ => SmallDisk.Fill(other));
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(() => database.BackUpAsync("copy.sqlite3", source));
        Assert.Equal("BSH0329", error.Code);
        Assert.Equal([other], Directory.EnumerateFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task WriteToAsync_ReadOnlyMedia_BacksUpOrSaysWhy()
    {
        using TestDatabase wal = new();
        using TestDatabase delete = new("delete");
        await using SmallDisk disk = await SmallDisk.MountAsync(wal.File("media"), megabytes: 4);
        File.Copy(wal.Path, Path.Combine(disk.Path, "wal.db"));
        File.Copy(delete.Path, Path.Combine(disk.Path, "delete.db"));
        await disk.MakeReadOnlyAsync();
        await wal.BackUpAsync("1", wal.Source(o => o.ConnectionString = $"Data Source={disk.Path}/delete.db"));
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(
            () => wal.BackUpAsync("2", wal.Source(o => o.ConnectionString = $"Data Source={disk.Path}/wal.db")));
        Assert.Equal("BSH0331", error.Code);
        await wal.BackUpAsync("3", wal.Source(o => o.ConnectionString = $"Data Source=file:{disk.Path}/wal.db?immutable=1"));
        Assert.Equal("ok", TestDatabase.Ask<string>(wal.File("3"), "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task WriteToAsync_PasswordWithoutEncryption_SaysSoWithoutThePassword()
    {
        using TestDatabase database = new();
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(() => database.BackUpAsync(
            "copy.sqlite3", database.Source(o => o.ConnectionString = $"Data Source={database.Path};Password=hunter2")));
        Assert.Equal("BSH0333", error.Code);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_CollationOfTheApplication_BacksUpAndWarns()
    {
        using TestDatabase database = new();
        using (SqliteConnection host = database.Connect())
        {
            host.CreateCollation("mine", string.CompareOrdinal);
            TestDatabase.Execute(host, "CREATE TABLE word (text TEXT COLLATE mine PRIMARY KEY); INSERT INTO word VALUES ('a')");
        }

        Assert.Equal("BSH0334", Assert.Single((await database.BackUpAsync("copy.sqlite3")).Warnings).Code);
        Assert.Equal("BSH0334", Assert.Single((await database.RestoreAsync("copy.sqlite3", "back.db")).Warnings).Code);
    }

    [Fact]
    public async Task WriteToAsync_HotJournal_RollsBackFirst()
    {
        using TestDatabase database = new("delete", megabytes: 1);
        using (SqliteConnection crashing = database.Connect())
        {
            // A small cache writes uncommitted pages to the file: with the journal beside it, that is what a crash leaves.
            TestDatabase.Execute(crashing, "PRAGMA cache_size=1; BEGIN; UPDATE account SET amount = 0; UPDATE ballast SET bytes = zeroblob(1048576)");
            File.Copy(database.Path, database.File("crashed.db"));
            File.Copy(database.Path + "-journal", database.File("crashed.db-journal"));
        }

        await database.BackUpAsync("copy.sqlite3", database.Source(o => o.ConnectionString = $"Data Source={database.File("crashed.db")}"));
        Assert.Equal(TestDatabase.Total, TestDatabase.Ask<long>(database.File("copy.sqlite3"), "SELECT sum(amount) FROM account"));
    }

    [Fact]
    public async Task WriteToAsync_FileDeletedDuringTheCopy_IsStillOneMoment()
    {
        using TestDatabase database = new("delete", megabytes: 20);
        await database.BackUpAsync("copy.sqlite3", database.Source(stepped: _ => File.Delete(database.Path)));
        Assert.Equal("ok", TestDatabase.Ask<string>(database.File("copy.sqlite3"), "PRAGMA integrity_check"));
        Assert.Equal(20, TestDatabase.Ask<long>(database.File("copy.sqlite3"), "SELECT count(*) FROM ballast"));
    }

    private static async Task RefusedAsync(string code, Func<TestDatabase, string> arrange)
    {
        using TestDatabase database = new();
        string path = arrange(database);
        string[] before = Directory.GetFileSystemEntries(database.Folder, "*", SearchOption.AllDirectories);
        using MemoryStream content = new();
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(() =>
            database.Source(o => o.ConnectionString = $"Data Source={path}").WriteToAsync(content, new SourceRequest { RunId = "run" }, Token));
        Assert.Equal(code, error.Code);
        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, content.Length);
        Assert.Equal(before, Directory.GetFileSystemEntries(database.Folder, "*", SearchOption.AllDirectories));
    }

    private static string Write(TestDatabase database, byte[] bytes)
    {
        string path = database.File("odd.db");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static void DamageAccounts(TestDatabase database)
    {
        long page = TestDatabase.Ask<long>(database.Path, "SELECT rootpage FROM sqlite_schema WHERE name = 'account'");
        using FileStream file = new(database.Path, FileMode.Open);
        file.Position = (page - 1) * 4096;
        file.Write(new byte[64]);
    }
}
