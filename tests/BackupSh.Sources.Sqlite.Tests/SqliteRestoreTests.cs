using BackupSh.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite.Tests;

public sealed class SqliteRestoreTests
{
    private const string Previous = "old_before_2026-11-24_03-00-00.db";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RestoreAsync_NewTarget_IsTheSameForItsOwnerOnly()
    {
        using TestDatabase database = new(megabytes: 1);
        await database.BackUpAsync("copy.sqlite3");
        RestoreReport report = await database.RestoreAsync("copy.sqlite3", "back.db");
        Assert.Equal(database.File("back.db"), report.Target);
        Assert.Null(report.PreviousTarget);
        Assert.Equal(await DumpAsync(database.Path), await DumpAsync(report.Target));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(report.Target));
        }

        AssertNothingStaged(database);
    }

    [Fact]
    public void RestoreAsync_AnyRows_AreTheRowsBackedUp() =>
        Prop.ForAll<Tuple<int, string?, byte[]>[]>(rows => RoundTripAsync(rows).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20).WithQuietOnSuccess(true));

    [Theory]
    [InlineData("back.db", "BSH0341", "back.db")]
    [InlineData("back.db-wal", "BSH0342", "back.db")]
    [InlineData("back.db-journal", "BSH0342", "back.db")]
    [InlineData("back.db-shm", "BSH0342", "back.db")]
    [InlineData("x", "BSH0340", "none/back.db")]
    [InlineData("x", "BSH0343", "scratch")]
    public async Task RestoreAsync_TargetNotFree_ReadsNothingAndChangesNothing(string existing, string code, string target)
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        await File.WriteAllTextAsync(database.File(existing), "old", Token);
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(() => database.RestoreAsync("copy.sqlite3", target));
        Assert.Equal(code, error.Code);
        Assert.Equal("old", await File.ReadAllTextAsync(database.File(existing), Token));
        AssertNothingStaged(database);
    }

    [Fact]
    public async Task RestoreAsync_TargetAppearsMeanwhile_IsNotOverwritten()
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(() => database.RestoreAsync(
            "copy.sqlite3", "back.db", hook: (_, token) => File.WriteAllTextAsync(database.File("back.db"), "new", token)));
        Assert.Equal("BSH0341", error.Code);
        Assert.Equal("new", await File.ReadAllTextAsync(database.File("back.db"), Token));
        AssertNothingStaged(database);
    }

    [Fact]
    public async Task RestoreAsync_ContentFailsAtItsEnd_PublishesNothing()
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        using FileStream file = new(database.File("copy.sqlite3"), FileMode.Open);
        using FailsAtEnd content = new(file);
        RestoreRequest request = new() { Target = database.File("back.db"), Time = DateTimeOffset.UnixEpoch };
        await Assert.ThrowsAsync<InvalidDataException>(() => database.Source().RestoreAsync(content, request, Token));
        Assert.False(File.Exists(database.File("back.db")));
        AssertNothingStaged(database);
    }

    [Theory]
    [InlineData("", "BSH0345")]
    [InlineData("SQLite format 2", "BSH0345")]
    [InlineData("SQLite format 3\0 and nothing else", "BSH0346")]
    public async Task RestoreAsync_NotADatabase_PublishesNothing(string content, string code)
    {
        using TestDatabase database = new();
        await File.WriteAllTextAsync(database.File("copy.sqlite3"), content, Token);
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(() => database.RestoreAsync("copy.sqlite3", "back.db"));
        Assert.Equal(code, error.Code);
        Assert.False(File.Exists(database.File("back.db")));
        AssertNothingStaged(database);
    }

    [Fact]
    public async Task RestoreAsync_IndexDisagreesWithItsTable_PublishesNothing()
    {
        using TestDatabase database = new("delete");
        database.Execute("CREATE INDEX by_amount ON account (amount); PRAGMA writable_schema=ON;");
        database.Execute("PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = 'CREATE INDEX by_amount ON account (id)' WHERE name = 'by_amount'");
        await database.BackUpAsync("copy.sqlite3"); // a quick check does not compare them
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(() => database.RestoreAsync("copy.sqlite3", "back.db"));
        Assert.Equal("BSH0346", error.Code);
        Assert.False(File.Exists(database.File("back.db")));
    }

    [Fact]
    public async Task RestoreAsync_HookThrows_PublishesNothing()
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        await Assert.ThrowsAsync<FormatException>(() => database.RestoreAsync("copy.sqlite3", "back.db", hook: (_, _) => throw new FormatException()));
        Assert.False(File.Exists(database.File("back.db")));
        AssertNothingStaged(database);
    }

    [Fact]
    public async Task RestoreAsync_HookWrites_PublishesWhatItWrote()
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        await database.RestoreAsync("copy.sqlite3", "back.db", hook: (staged, _) => Task.FromResult(TestDatabase.Ask<long>(staged, "UPDATE account SET amount = 0 WHERE id = 1 RETURNING id")));
        Assert.Equal(0, TestDatabase.Ask<long>(database.File("back.db"), "SELECT amount FROM account WHERE id = 1"));
        Assert.Equal("wal", TestDatabase.Ask<string>(database.File("back.db"), "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task RestoreAsync_HookLeavesALog_IsRefused()
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        SqliteConnection? left = null;
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(() => database.RestoreAsync("copy.sqlite3", "back.db", hook: (staged, _) =>
        {
            left = new SqliteConnection($"Data Source={staged};Pooling=False");
            left.Open();
            TestDatabase.Execute(left, "PRAGMA journal_mode=WAL; UPDATE account SET amount = 0");
            return Task.CompletedTask;
        }));
        left?.Dispose();
        Assert.Equal("BSH0348", error.Code);
    }

    [Theory]
    [InlineData("wal")]
    [InlineData("delete")]
    public async Task RestoreAsync_Replace_KeepsTheOldOneWhole(string journalMode)
    {
        using TestDatabase database = new(journalMode);
        await database.BackUpAsync("copy.sqlite3");
        await database.RestoreAsync("copy.sqlite3", "old.db");
        TestDatabase.Ask<long>(database.File("old.db"), "INSERT INTO account VALUES (1001, 7) RETURNING id");
        RestoreReport report = await database.RestoreAsync("copy.sqlite3", "old.db", replace: true);
        Assert.Equal(database.File(Previous), report.PreviousTarget);
        Assert.Equal(1001, TestDatabase.Ask<long>(report.PreviousTarget!, "SELECT count(*) FROM account"));
        Assert.Equal(1000, TestDatabase.Ask<long>(report.Target, "SELECT count(*) FROM account"));
        AssertNothingStaged(database);
    }

    [Fact]
    public async Task RestoreAsync_ReplaceAfterACrash_FoldsTheOldLogIn()
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        using (SqliteConnection host = database.Connect())
        {
            TestDatabase.Execute(host, "PRAGMA wal_autocheckpoint=0; INSERT INTO account VALUES (1001, 7)");
            File.Copy(database.Path, database.File("old.db"));
            File.Copy(database.Path + "-wal", database.File("old.db-wal"));
        }

        RestoreReport report = await database.RestoreAsync("copy.sqlite3", "old.db", replace: true);
        Assert.Equal(1001, TestDatabase.Ask<long>(report.PreviousTarget!, "SELECT count(*) FROM account"));
        Assert.Equal(1000, TestDatabase.Ask<long>(report.Target, "SELECT count(*) FROM account"));
    }

    [Fact]
    public async Task RestoreAsync_ReplaceDamaged_MovesItsSideFilesAway()
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        await File.WriteAllTextAsync(database.File("old.db"), "no database" + new string('x', 8192), Token);
        await File.WriteAllTextAsync(database.File("old.db-wal"), "its log", Token);
        RestoreReport report = await database.RestoreAsync("copy.sqlite3", "old.db", replace: true);
        Assert.False(File.Exists(database.File("old.db-wal")));
        Assert.Equal("its log", await File.ReadAllTextAsync(report.PreviousTarget + "-wal", Token));
        Assert.StartsWith("no database", await File.ReadAllTextAsync(report.PreviousTarget!, Token), StringComparison.Ordinal);
        Assert.Equal(1000, TestDatabase.Ask<long>(report.Target, "SELECT count(*) FROM account"));
    }

    [Theory]
    [InlineData("wal")]
    [InlineData("delete")]
    public async Task RestoreAsync_ReplaceInUse_IsRefused(string journalMode)
    {
        using TestDatabase database = new(journalMode);
        await database.BackUpAsync("copy.sqlite3");
        using SqliteConnection host = database.Connect();
        TestDatabase.Execute(host, "BEGIN; SELECT * FROM account");
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(
            () => database.RestoreAsync("copy.sqlite3", Path.GetFileName(database.Path), replace: true));
        Assert.Equal("BSH0347", error.Code);
        Assert.Equal(1000, TestDatabase.Ask<long>(host, "SELECT count(*) FROM account"));
        AssertNothingStaged(database);
    }

    [Fact]
    public async Task RestoreAsync_ReplaceTwiceInOneSecond_KeepsBoth()
    {
        using TestDatabase database = new();
        await database.BackUpAsync("copy.sqlite3");
        await database.RestoreAsync("copy.sqlite3", "old.db");
        string? first = (await database.RestoreAsync("copy.sqlite3", "old.db", replace: true)).PreviousTarget;
        string? second = (await database.RestoreAsync("copy.sqlite3", "old.db", replace: true)).PreviousTarget;
        Assert.NotEqual(first, second);
        Assert.True(File.Exists(first) && File.Exists(second));
    }

    [Fact]
    public async Task RestoreAsync_TargetDiskFull_LeavesNothing()
    {
        using TestDatabase database = new(megabytes: 8);
        await database.BackUpAsync("copy.sqlite3");
        await using SmallDisk disk = await SmallDisk.MountAsync(database.File("small"), megabytes: 4);
        BackupSourceException error = await Assert.ThrowsAsync<BackupSourceException>(() => database.RestoreAsync("copy.sqlite3", "small/back.db"));
        Assert.Equal("BSH0344", error.Code);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task RestoreCommand_RunInAShell_RestoresWithoutBackupSh()
    {
        using TestDatabase database = new(name: "großer shop.db");
        await database.BackUpAsync("copy.sqlite3");
        SourceDescription description = database.Source().Describe();
        Shell.Result result = await Shell.RunAsync("sh", ["-c", "cat copy.sqlite3 " + description.RestoreCommand], workingDirectory: database.Folder, cancellationToken: Token);
        Assert.Equal(0, result.ExitCode);
        Assert.True(description.RestoreCommand.All(char.IsAscii));
        Assert.Equal(await DumpAsync(database.Path), await DumpAsync(database.File(description.RestoreCommand[2..])));
    }

    private static async Task RoundTripAsync(Tuple<int, string?, byte[]>[] rows)
    {
        using TestDatabase database = new();
        using (SqliteConnection host = database.Connect())
        {
            TestDatabase.Execute(host, "CREATE TABLE law (number, text, bytes)");
            foreach ((int number, string? text, byte[] bytes) in rows)
            {
                using SqliteCommand insert = new("INSERT INTO law VALUES ($1, $2, $3)", host);
                insert.Parameters.AddWithValue("$1", number);
                insert.Parameters.AddWithValue("$2", (object?)text ?? DBNull.Value);
                insert.Parameters.AddWithValue("$3", bytes);
                insert.ExecuteNonQuery();
            }
        }

        await database.BackUpAsync("copy.sqlite3");
        await database.RestoreAsync("copy.sqlite3", "back.db");
        Assert.Equal(await DumpAsync(database.Path), await DumpAsync(database.File("back.db")));
    }

    private static async Task<string> DumpAsync(string path) =>
        (await Shell.RunAsync(RequiredTool.Find("sqlite3"), [path, ".dump"], cancellationToken: Token)).Output;

    private static void AssertNothingStaged(TestDatabase database) =>
        Assert.Empty(Directory.EnumerateFiles(database.Folder, "*restoring*", SearchOption.AllDirectories));

    /// <summary>Content whose last check fails: it throws where its end would be.</summary>
    private sealed class FailsAtEnd(Stream inner) : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = await inner.ReadAsync(buffer, cancellationToken);
            return count > 0 ? count : throw new InvalidDataException("damaged");
        }
    }
}
