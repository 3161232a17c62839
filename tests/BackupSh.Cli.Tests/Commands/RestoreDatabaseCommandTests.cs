using BackupSh.Cli.Tests.Fixtures;
using BackupSh.Testing.Dropbox;
using BackupSh.TestSupport.PostgreSql;

namespace BackupSh.Cli.Tests.Commands;

/// <summary>Databases of a real server, restored from a directory and straight from a cloud.</summary>
public sealed class RestoreDatabaseCommandTests : IAsyncLifetime
{
    private const string Content = """
        CREATE TABLE "Größe" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
        INSERT INTO "Größe" (name) SELECT 'row ' || i FROM generate_series(1, 2000) i;
        CREATE VIEW short AS SELECT name FROM "Größe" WHERE length(name) < 6;
        SELECT lo_from_bytea(0, '\xcafe');
        """;

    private const string Facts = """SELECT (SELECT md5(string_agg(g::text, ',' ORDER BY id)) FROM "Größe" g) || (SELECT count(*) FROM short) || (SELECT count(*) FROM pg_largeobject)""";

    private readonly CliFixture _cli = new();
    private DropboxServer _dropbox = null!;
    private PostgreSqlCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PostgreSqlCluster.StartAsync();
        _dropbox = await DropboxServer.StartAsync(cancellationToken: Token);
        await _cluster.CreateAsync(Content, "shop_live");
        await _cluster.CreateAsync(Content, "erp_live");
        Directory.CreateDirectory(_cli.PathOf("filestore/erp_live/ab"));
        await File.WriteAllTextAsync(_cli.PathOf("filestore/erp_live/ab/abcd"), "an attachment", Token);
    }

    public async ValueTask DisposeAsync()
    {
        _cli.Dispose();
        if (_dropbox is not null)
        {
            await _dropbox.DisposeAsync();
        }

        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task Restore_LatestToANewDatabase_WorksFromADirectoryAndACloud()
    {
        string expected = (await _cluster.ValueAsync<string>("shop_live", Facts))!;

        foreach (string storage in (string[])["nas", "cloud"])
        {
            WriteConfiguration(storage);
            (await _cli.RunAsync("run", "shop")).Expect(ExitCodes.Ok);
            (await _cli.RunAsync("run", "erp")).Expect(ExitCodes.Ok);

            CliResult shop = (await _cli.RunAsync("restore", "latest:shop", "--to", "shop_" + storage)).Expect(ExitCodes.Ok);
            CliResult erp = (await _cli.RunAsync("restore", "latest:erp", "--to", "erp_" + storage)).Expect(ExitCodes.Ok);

            Assert.Equal(expected, await _cluster.ValueAsync<string>("shop_" + storage, Facts));
            Assert.Equal(expected, await _cluster.ValueAsync<string>("erp_" + storage, Facts));
            Assert.Equal("an attachment", await File.ReadAllTextAsync(_cli.PathOf($"filestore/erp_{storage}/ab/abcd"), Token));
            Assert.DoesNotContain(PostgreSqlCluster.Password, shop.Out + shop.Error + erp.Out + erp.Error, StringComparison.Ordinal);
        }

        Assert.Equal(4, _dropbox.Paths.Count(path => path.EndsWith(".info", StringComparison.Ordinal) || path.EndsWith(".enc", StringComparison.Ordinal)));
    }

    private void WriteConfiguration(string storage)
    {
        File.WriteAllText(_cli.PathOf("password"), PostgreSqlCluster.Password + "\n");
        File.WriteAllText(_cli.PathOf("backupsh.json"), $$"""
            { "BackupSh": {
                "Sources":  { "shop": { "Type": "PostgreSql", {{Server("shop_live")}} },
                              "erp":  { "Type": "AwkhadDatabase", "FilestoreDirectory": "filestore/erp_live", {{Server("erp_live")}} } },
                "Storages": { {{(storage == "nas"
                    ? """ "nas": { "Type": "FileSystem", "Directory": "nas" } """
                    : $$""" "cloud": { "Type": "Dropbox", "ServiceUrl": "{{_dropbox.Address}}", "AccessToken": "{{_dropbox.IssueAccessToken()}}", "Folder": "/backups" } """)}} },
                "Jobs":     { "shop": { "Source": "shop", "Storages": ["{{storage}}"], "Encryption": { "Passphrase": "file:passphrase" } },
                              "erp":  { "Source": "erp", "Storages": ["{{storage}}"], "Encryption": { "Passphrase": "file:passphrase" } } } } }
            """);
    }

    private string Server(string database) =>
        $$""" "ConnectionString": "{{_cluster.ConnectionString(database)}}", "Password": "file:password", "ToolDirectory": "{{PostgreSqlCluster.ToolDirectory}}" """;
}
