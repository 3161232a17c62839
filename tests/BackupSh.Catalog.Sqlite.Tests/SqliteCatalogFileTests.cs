using BackupSh.Catalog.Store;
using BackupSh.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Testing;

namespace BackupSh.Catalog.Sqlite.Tests;

public sealed class SqliteCatalogFileTests : IDisposable
{
    // What version 1 of this package wrote.
    private const string Version1 = """
        CREATE TABLE record (
            kind TEXT NOT NULL, grp TEXT NOT NULL, key TEXT NOT NULL,
            time INTEGER NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
            PRIMARY KEY (kind, grp, key)) WITHOUT ROWID;
        CREATE TABLE counter (value INTEGER NOT NULL);
        INSERT INTO counter VALUES (7);
        INSERT INTO record VALUES ('Run', 'a', 'old', 1, 7, '{}'), ('Audit', 'act', '1', 1, 6, '{}');
        PRAGMA application_id = 0x42536843;
        PRAGMA user_version = 1;
        """;

    private readonly TempDirectory _directory = new();
    private readonly FakeLogCollector _logs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => _directory.File("backupsh.db");

    [Fact]
    public async Task Open_NewFile_OnlyTheOwnerReadsIt()
    {
        using SqliteCatalogStore store = Stores.Open(File);

        await store.TryWriteAsync(Stores.Record("1"), Token);

        Assert.All(
            Directory.GetFiles(_directory.Path),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, UnixMode.Of(file)));
        Assert.Equal("wal", Stores.Scalar(File, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Open_Version1_KeepsWhatItHoldsAndIsBroughtUpToDate()
    {
        Stores.Scalar(File, Version1);
        using SqliteCatalogStore store = Stores.Open(File);

        Assert.Equal(1, await Stores.CountAsync(store));
        Assert.Equal(8, (await store.TryWriteAsync(Stores.Record("new"), Token))!.Version);
        Assert.Equal((long)SqliteCatalogSchema.Version, Stores.Scalar(File, "PRAGMA user_version"));
        Assert.NotEqual(1, SqliteCatalogSchema.Version);
    }

    [Fact]
    public async Task Open_ManyAtOnceOnVersion1_MigratesOnce()
    {
        Stores.Scalar(File, Version1);
        SqliteCatalogStore[] stores = [.. Enumerable.Range(0, 8).Select(_ => Stores.Open(File))];

        CatalogRecord?[] written = await Task.WhenAll(stores.Select((store, i) => store.TryWriteAsync(Stores.Record($"{i}"), Token)));

        Assert.All(written, Assert.NotNull);
        Assert.Equal(9, await Stores.CountAsync(stores[0]));
        Array.ForEach(stores, store => store.Dispose());
    }

    [Fact]
    public async Task Open_NewerVersion_IsRefusedAndUntouched()
    {
        Stores.Scalar(File, Version1 + "PRAGMA user_version = 99;");
        using SqliteCatalogStore store = Stores.Open(File);

        CatalogException exception = await Assert.ThrowsAsync<CatalogException>(() => Stores.CountAsync(store));

        Assert.Equal("BSH1122", exception.Code);
        Assert.Contains("99", exception.Message, StringComparison.Ordinal);
        Assert.Equal(99L, Stores.Scalar(File, "PRAGMA user_version"));
    }

    [Fact]
    public async Task Open_AnotherApplicationsDatabase_IsRefusedAndUntouched()
    {
        Stores.Scalar(File, "CREATE TABLE orders (id)");
        using SqliteCatalogStore store = Stores.Open(File);

        CatalogException exception = await Assert.ThrowsAsync<CatalogException>(() => Stores.CountAsync(store));

        Assert.Equal("BSH1124", exception.Code);
        Assert.Equal(1L, Stores.Scalar(File, "SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task Open_NoDatabaseAtAll_IsPutAsideWithAWarning()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 5000), Token);
        using SqliteCatalogStore store = Stores.Open(File, new FakeLogger(_logs));

        Assert.NotNull(await store.TryWriteAsync(Stores.Record("1"), Token));

        AssertPutAside(out string aside);
        Assert.Equal(new string('x', 5000), await System.IO.File.ReadAllTextAsync(aside, Token));
    }

    [Fact]
    public async Task FindAsync_DamagedInUse_IsPutAsideAndBegunAnew()
    {
        using (SqliteCatalogStore before = Stores.Open(File))
        {
            await before.WriteAsync([.. Enumerable.Range(0, 2000).Select(i => Stores.Record($"{i:D8}"))], Token);
        }

        Damage();
        using SqliteCatalogStore store = Stores.Open(File, new FakeLogger(_logs));

        Assert.Equal(0, await Stores.CountAsync(store));
        Assert.NotNull(await store.TryWriteAsync(Stores.Record("1"), Token));
        AssertPutAside(out _);
    }

    [Fact]
    public async Task Open_PlaceThatCannotBeWritten_IsAnErrorOrMemory()
    {
        string nowhere = _directory.File("missing/backupsh.db");
        using SqliteCatalogStore strict = Stores.Open(nowhere);
        using SqliteCatalogStore lenient = Stores.Open(nowhere, new FakeLogger(_logs), fallBack: true);

        Assert.Equal("BSH1126", (await Assert.ThrowsAsync<CatalogException>(() => Stores.CountAsync(strict))).Code);
        Assert.NotNull(await lenient.TryWriteAsync(Stores.Record("1"), Token));

        Assert.Equal(1, await Stores.CountAsync(lenient));
        Assert.Equal(1121, Assert.Single(_logs.GetSnapshot()).Id.Id);
    }

    [Theory]
    [InlineData("UPDATE record SET document = 'x' WHERE kind = 'Audit'")]
    [InlineData("DELETE FROM record")]
    public async Task Audit_ChangedPastTheStore_IsRefused(string sql)
    {
        using SqliteCatalogStore store = Stores.Open(File);
        await store.TryWriteAsync(Stores.Record("1", CatalogRecordKind.Audit), Token);

        Assert.Contains("only added to", Assert.Throws<SqliteException>(() => Stores.Scalar(File, sql)).Message, StringComparison.Ordinal);
        Assert.Equal(1, await Stores.CountAsync(store, CatalogRecordKind.Audit));
    }

    [Fact]
    public async Task FindHomeAsync_FileCopied_IsAnotherHome()
    {
        string copy = _directory.File("copy.db");
        using SqliteCatalogStore store = Stores.Open(File);
        Assert.Null(await store.FindHomeAsync(Token)); // nothing is made only to ask
        Assert.False(System.IO.File.Exists(File));
        await store.TryWriteAsync(Stores.Record("1"), Token);
        System.IO.File.Copy(File, copy);
        using SqliteCatalogStore copied = Stores.Open(copy);
        using SqliteCatalogStore again = Stores.Open(Path.Combine(_directory.Path, ".", "backupsh.db"));

        string home = (await store.FindHomeAsync(Token))!;

        Assert.EndsWith(File, home, StringComparison.Ordinal);
        Assert.Equal(home, await again.FindHomeAsync(Token));
        Assert.NotEqual(home, await copied.FindHomeAsync(Token));
    }

    public void Dispose() => _directory.Dispose();

    private void AssertPutAside(out string aside)
    {
        aside = Assert.Single(Directory.GetFiles(_directory.Path, "*.damaged-*"), file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal));
        FakeLogRecord warning = Assert.Single(_logs.GetSnapshot());
        Assert.Equal(1120, warning.Id.Id);
        Assert.Contains(aside, warning.Message, StringComparison.Ordinal);
    }

    private void Damage()
    {
        using FileStream stream = new(File, FileMode.Open, FileAccess.ReadWrite);
        Span<byte> rubbish = stackalloc byte[4096];
        rubbish.Fill(0x5a);
        for (stream.Position = 4096; stream.Position < stream.Length;)
        {
            stream.Write(rubbish);
        }
    }
}
