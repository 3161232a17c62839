using System.Text;
using BackupSh.TestSupport;

namespace BackupSh.Sources.PostgreSql.Tests;

public sealed class PostgreSqlSourceTests(SharedCluster shared)
{
    private const string Rich = """
        CREATE SCHEMA "Größe 世界";
        CREATE TABLE "Größe 世界"."Zähler-Tabelle" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Spalte 'x'" text NOT NULL DEFAULT 'ä', data bytea);
        INSERT INTO "Größe 世界"."Zähler-Tabelle" ("Spalte 'x'", data) SELECT repeat('ö', i % 50), sha256(i::text::bytea) FROM generate_series(1, 3000) i;
        CREATE VIEW seen AS SELECT id, "Spalte 'x'" AS x FROM "Größe 世界"."Zähler-Tabelle" WHERE id > 10;
        CREATE MATERIALIZED VIEW sums AS SELECT count(*) AS n FROM seen;
        CREATE FUNCTION twice(v int) RETURNS int LANGUAGE sql AS $f$ SELECT v * 2 $f$;
        CREATE SEQUENCE own START 42; SELECT nextval('own');
        SELECT lo_from_bytea(4711, decode(repeat('00ff', 5000), 'hex'));
        COMMENT ON VIEW seen IS 'a "comment" with \ and ''quotes''';
        """;

    [Theory]
    [InlineData(DumpFormat.Custom)]
    [InlineData(DumpFormat.Plain)]
    public async Task RestoreAsync_RichDatabase_EqualsTheOriginal(DumpFormat format)
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync(Rich);
        PostgreSqlSource source = cluster.Source(database, options => options.Format = format);
        string target = SourceMaking.NewName();

        RestoreReport report = await source.RestoreAsync(await source.DumpAsync(), target);

        Assert.Equal(await cluster.PlainAsync(database), await cluster.PlainAsync(target));
        Assert.Equal(target, report.Target);
        Assert.Equal("f,t", await cluster.ValueAsync<string>("postgres", $"SELECT left(datistemplate::text, 1) || ',' || left(datallowconn::text, 1) FROM pg_database WHERE datname = '{target}'"));
    }

    [Theory]
    [InlineData("-d")]
    [InlineData("--version")]
    [InlineData("a=b")]
    [InlineData("host=192.0.2.1 dbname=postgres")]
    [InlineData("postgresql://192.0.2.1/postgres")]
    [InlineData("quo\"te'd \\ back;slash")]
    [InlineData("Größe 世界 🎉")]
    [InlineData(" spaces ")]
    public async Task RestoreAsync_StrangeNames_AreNames(string name)
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = name + Guid.NewGuid().ToString("N")[..6];
        await cluster.CreateAsync("CREATE TABLE t AS SELECT 1 AS id", database);
        PostgreSqlSource source = cluster.Source(database);

        await source.RestoreAsync(await source.DumpAsync(), database + "2");

        Assert.Equal(1, await cluster.ValueAsync<int>(database + "2", "SELECT id FROM t"));
        Assert.Equal(database, source.Describe().Database);
    }

    [Fact]
    public async Task WriteToAsync_Filters_LeaveOut()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync("""
            CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.one AS SELECT 'row-one'; CREATE TABLE a.two AS SELECT 'row-two'; CREATE TABLE a."-x" AS SELECT 'row-x'; CREATE TABLE b.three AS SELECT 'row-three';
            """);

        Assert.Equal("one two -x", await DumpedAsync(options => options.Schemas = ["a"]));
        Assert.Equal("three", await DumpedAsync(options => options.ExcludeSchemas = ["a"]));
        Assert.Equal("one three", await DumpedAsync(options => options.Tables = ["a.one", "b.*"]));
        Assert.Equal("two -x three", await DumpedAsync(options => options.ExcludeTables = ["a.one"]));
        Assert.Equal("one two three", await DumpedAsync(options => options.ExcludeTables = ["a.\"-x\""]));
        Assert.Equal("one -x three", await DumpedAsync(options => options.ExcludeTableData = ["*.two"], ("row-one", "one"), ("row-two", "two"), ("row-x", "-x"), ("row-three", "three")));

        async Task<string> DumpedAsync(Action<PostgreSqlSourceOptions> filter, params (string Text, string Name)[] looks)
        {
            string sql = Encoding.UTF8.GetString(await cluster.Source(database, options =>
            {
                options.Format = DumpFormat.Plain;
                filter(options);
            }).DumpAsync());
            looks = looks.Length > 0 ? looks : [("TABLE a.one", "one"), ("TABLE a.two", "two"), ("TABLE a.\"-x\"", "-x"), ("TABLE b.three", "three")];
            return string.Join(' ', looks.Where(look => sql.Contains(look.Text, StringComparison.Ordinal)).Select(look => look.Name));
        }
    }

    [Fact]
    public async Task RestoreAsync_SeveralJobs_RestoresInParallelAndLeavesNoSpool()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        using TempDirectory scratch = new();
        string database = await cluster.CreateAsync(Rich);
        PostgreSqlSource source = cluster.Source(database, options => (options.RestoreJobs, options.ScratchDirectory) = (3, scratch.Path));
        string target = SourceMaking.NewName();

        await source.RestoreAsync(await source.DumpAsync(), target);

        Assert.Equal(await cluster.PlainAsync(database), await cluster.PlainAsync(target));
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));
    }

    [Theory]
    [InlineData(DumpFormat.Custom)]
    [InlineData(DumpFormat.Plain)]
    public async Task RestoreCommand_RunInAShell_RestoresWithoutBackupSh(DumpFormat format)
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        using TempDirectory folder = new();
        string database = await cluster.CreateAsync(Rich);
        PostgreSqlSource source = cluster.Source(database, options => options.Format = format);
        await File.WriteAllBytesAsync(folder.File("content"), await source.DumpAsync(), SourceMaking.Token);
        string target = SourceMaking.NewName("restored");
        string command = source.Describe().RestoreCommand.Replace(" restored ", $" {target} ", StringComparison.Ordinal);
        Dictionary<string, string> environment = cluster.Environment;
        environment["PATH"] = PostgreSqlCluster.ToolDirectory + ":" + Environment.GetEnvironmentVariable("PATH");

        Shell.Result result = await Shell.RunAsync("sh", ["-c", "cat content " + command], environment: environment, workingDirectory: folder.Path, cancellationToken: SourceMaking.Token);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(await cluster.PlainAsync(database), await cluster.PlainAsync(target));
    }

    [Fact]
    public async Task CheckAsync_Reachable_TellsVersions()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();

        SourceReport report = await cluster.Source("postgres").CheckAsync(SourceMaking.Token);

        Assert.Matches(@"^\d+\.\d+$", report.ToolVersions["postgresql"]);
        Assert.Matches(@"^\d+\.\d+$", report.ToolVersions["pg_dump"]);
        Assert.DoesNotContain(report.Warnings, warning => warning.Code != "BSH1032" && warning.Code != "BSH1070");
    }

    [Fact]
    public async Task CheckAsync_UnusableServer_SaysWhy()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();

        Assert.Equal("BSH1021", await CodeAsync(cluster.Source("there is none")));
        Assert.Equal("BSH1022", await CodeAsync(cluster.Source("postgres", options => options.Password = Secret.FromValue("wrong-hunter2"))));
        Assert.Equal("BSH1020", await CodeAsync(cluster.Source("postgres", options => options.ConnectionString = "Host=127.0.0.1;Port=1;Database=x")));
        Assert.Equal("BSH1003", await CodeAsync(cluster.Source("postgres", options => options.ConnectionString = null)));

        static async Task<string> CodeAsync(PostgreSqlSource source)
        {
            BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(() => source.CheckAsync(SourceMaking.Token));
            Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
            return failure.Code;
        }
    }

    [Fact]
    public async Task Tools_WhateverTheyAreGiven_SeeThePasswordOnlyInTheirEnvironment()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        const string Record = "printf '%s\\n' \"$@\" >> $DIR/arguments; env >> $DIR/environment; exec $REAL \"$@\"";
        using FakeTools tools = new FakeTools().Replace("pg_dump", Record).Replace("pg_restore", Record);
        string database = await cluster.CreateAsync("CREATE TABLE t AS SELECT 1 AS id");
        PostgreSqlSource source = cluster.Source(database, options => options.ToolDirectory = tools.Folder);

        await source.RestoreAsync(await source.DumpAsync(), SourceMaking.NewName());

        string arguments = await File.ReadAllTextAsync(tools.File("arguments"), SourceMaking.Token);
        Assert.DoesNotContain("ss$word", arguments, StringComparison.Ordinal);
        Assert.Contains("dbname=", arguments, StringComparison.Ordinal);
        string[] variables = [.. (await File.ReadAllLinesAsync(tools.File("environment"), SourceMaking.Token)).Where(line => line.StartsWith("PG", StringComparison.Ordinal))];
        Assert.Equal(["PGPASSWORD=" + PostgreSqlCluster.Password, "PGPASSWORD=" + PostgreSqlCluster.Password], variables);
    }
}
