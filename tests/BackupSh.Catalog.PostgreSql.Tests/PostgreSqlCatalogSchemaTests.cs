using BackupSh.Catalog.Store;
using BackupSh.TestSupport.PostgreSql;
using Npgsql;

namespace BackupSh.Catalog.PostgreSql.Tests;

public sealed class PostgreSqlCatalogSchemaTests(SharedCluster shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TryWriteAsync_ManyNodesAtTheFirstStart_MakeTheTablesOnce()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync();
        PostgreSqlCatalogStore[] nodes = [.. Enumerable.Range(0, 6).Select(_ => Stores.Open(cluster, database))];

        CatalogRecord?[] written = await Task.WhenAll(nodes.Select((node, i) => node.TryWriteAsync(Stores.Record($"{i}"), Token)));

        Assert.All(written, Assert.NotNull);
        Assert.Equal(6L, await cluster.ValueAsync<long>(database, "SELECT count(*) FROM backupsh.record"));
        Array.ForEach(nodes, node => node.Dispose());
    }

    [Fact]
    public async Task FindAsync_NewerVersion_IsRefused()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync("CREATE SCHEMA backupsh; CREATE TABLE backupsh.version (value bigint); INSERT INTO backupsh.version VALUES (99)");
        using PostgreSqlCatalogStore store = Stores.Open(cluster, database);

        CatalogException exception = await Assert.ThrowsAsync<CatalogException>(() => store.FindAsync(CatalogRecordKind.Run, "", "x", Token));

        Assert.Equal("BSH1132", exception.Code);
    }

    [Theory]
    [InlineData("UPDATE backupsh.record SET document = 'x'")]
    [InlineData("DELETE FROM backupsh.record")]
    public async Task Audit_ChangedPastTheStore_IsRefused(string sql)
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync();
        using PostgreSqlCatalogStore store = Stores.Open(cluster, database);
        await store.TryWriteAsync(Stores.Record("1", CatalogRecordKind.Audit), Token);

        PostgresException exception = await Assert.ThrowsAsync<PostgresException>(() => cluster.ExecuteAsync(database, sql));

        Assert.Contains("only added to", exception.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindHomeAsync_DatabaseCopied_IsAnotherHomeAlsoUnderTheOldName()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync();
        string home;
        using (PostgreSqlCatalogStore store = Stores.Open(cluster, database))
        {
            home = (await store.FindHomeAsync(Token))!;
        }

        NpgsqlConnection.ClearAllPools();
        await cluster.ExecuteAsync("postgres", $"CREATE DATABASE {database}_copy TEMPLATE {database}");
        await cluster.ExecuteAsync("postgres", $"ALTER DATABASE {database} RENAME TO {database}_old");
        await cluster.ExecuteAsync("postgres", $"ALTER DATABASE {database}_copy RENAME TO {database}");
        using PostgreSqlCatalogStore renamed = Stores.Open(cluster, $"{database}_old");
        using PostgreSqlCatalogStore copied = Stores.Open(cluster, database);

        Assert.Matches(@"^cluster \d+, database \d+$", home);
        Assert.Equal(home, await renamed.FindHomeAsync(Token));
        Assert.NotEqual(home, await copied.FindHomeAsync(Token));
    }

    [Fact]
    public async Task FindAsync_WrongPasswordOrNoDatabase_SaysWhichAndNoSecret()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        using PostgreSqlCatalogStore stranger = Stores.Open(cluster, "postgres", "canary-7391");
        using PostgreSqlCatalogStore nowhere = Stores.Open(cluster, "nowhere");

        CatalogException refused = await Assert.ThrowsAsync<CatalogException>(() => stranger.FindAsync(CatalogRecordKind.Run, "", "x", Token));
        CatalogException missing = await Assert.ThrowsAsync<CatalogException>(() => nowhere.FindAsync(CatalogRecordKind.Run, "", "x", Token));

        Assert.Equal(("BSH1133", "BSH1134"), (refused.Code, missing.Code));
        Assert.DoesNotContain("canary", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_ServerGone_IsTransient()
    {
        using PostgreSqlCatalogStore store = new(new PostgreSqlCatalogOptions { ConnectionString = "Host=127.0.0.1;Port=1;Database=x;Username=x" });

        CatalogException exception = await Assert.ThrowsAsync<CatalogException>(() => store.FindAsync(CatalogRecordKind.Run, "", "x", Token));

        Assert.Equal(("BSH1136", true), (exception.Code, exception.IsTransient));
    }
}
