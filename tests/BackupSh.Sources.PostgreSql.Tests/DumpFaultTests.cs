using System.Diagnostics;
using System.Globalization;

namespace BackupSh.Sources.PostgreSql.Tests;

/// <summary>What must not become a backup.</summary>
public sealed class DumpFaultTests(SharedCluster shared)
{
    private const string Large = "CREATE TABLE large AS SELECT i, repeat(md5(i::text), 1000) AS filler FROM generate_series(1, 3000) i";

    [Theory]
    [InlineData("$REAL \"$@\" | head -c 300; exit 0", "BSH1042")]
    [InlineData("$REAL \"$@\" | head -c -3; exit 0", "BSH1042")]
    [InlineData("exit 0", "BSH1042")]
    [InlineData("echo nonsense; exit 0", "BSH1042")]
    [InlineData("$REAL \"$@\"; echo 'something is wrong' >&2; exit 1", "BSH1040")]
    [InlineData("$REAL \"$@\"; kill -9 $$", "BSH1041")]
    [InlineData("$REAL \"$@\"; echo 'server closed the connection unexpectedly' >&2; exit 1", "BSH1045")]
    public async Task WriteToAsync_ToolMisbehaves_IsNoBackup(string script, string code)
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        using FakeTools tools = new FakeTools().Replace("pg_dump", script);
        foreach (DumpFormat format in Enum.GetValues<DumpFormat>())
        {
            string database = await cluster.CreateAsync("CREATE TABLE t AS SELECT 1 AS id");
            PostgreSqlSource source = cluster.Source(database, options => (options.ToolDirectory, options.Format) = (tools.Folder, format));

            BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(() => source.DumpAsync());

            Assert.Equal(code, failure.Code);
        }
    }

    [Theory]
    [InlineData(DumpFormat.Custom)]
    [InlineData(DumpFormat.Plain)]
    public async Task WriteToAsync_CutAnywhereWithoutAnError_IsNoticed(DumpFormat format)
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync(PostgreSqlConformance.Content);
        byte[] whole = await cluster.Source(database, options => options.Format = format).DumpAsync();
        Dump.DumpKind kind = format == DumpFormat.Custom ? Dump.DumpKind.Archive : Dump.DumpKind.Script;
        int unnoticed = 0;

        for (int length = 0; length < whole.Length; length++)
        {
            Dump.DumpShape shape = new(kind);
            shape.Take(whole.AsSpan(0, length / 2));
            shape.Take(whole.AsSpan(length / 2, length - (length / 2)));
            unnoticed += shape.Missing() is null ? 1 : 0;
        }

        // An archive has runs of zeros in its table of contents, after which a cut cannot be told by the last bytes; the exit code can.
        Assert.InRange(unnoticed, 0, format == DumpFormat.Plain ? 2 : whole.Length / 10);
        Dump.DumpShape complete = new(kind);
        complete.Take(whole);
        Assert.Null(complete.Missing());
    }

    [Fact]
    public async Task WriteToAsync_ToolWarns_IsToldWithTheBackup()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        using FakeTools tools = new FakeTools().Replace("pg_dump", "echo 'pg_dump: warning: circular' >&2; exec $REAL \"$@\"");
        PostgreSqlSource source = cluster.Source(await cluster.CreateAsync(), options => options.ToolDirectory = tools.Folder);
        using MemoryStream dump = new();

        SourceReport report = await source.WriteToAsync(dump, new SourceRequest { RunId = "run" }, SourceMaking.Token);

        BackupShError warning = Assert.Single(report.Warnings);
        Assert.Equal("BSH1043", warning.Code);
        Assert.Contains("circular", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_ToolFloodsItsErrors_DoesNotHang()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        using FakeTools tools = new FakeTools().Replace("pg_dump", "head -c 5000000 /dev/zero | tr '\\0' x >&2; echo ' the last word' >&2; exit 3");
        PostgreSqlSource source = cluster.Source(await cluster.CreateAsync(), options => options.ToolDirectory = tools.Folder);

        BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(() => source.DumpAsync());

        Assert.Contains("the last word", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 1, 20_000);
    }

    [Fact]
    public async Task WriteToAsync_TableWithoutPermission_IsNoBackup()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string role = SourceMaking.NewName("r");
        string database = await cluster.CreateAsync($"CREATE TABLE mine (id int); CREATE TABLE hidden (id int); CREATE ROLE {role} LOGIN PASSWORD 'x1'; GRANT SELECT ON mine TO {role}");
        PostgreSqlSource source = cluster.Source(database, options => (options.ConnectionString, options.Password) = (cluster.ConnectionString(database, role), Secret.FromValue("x1")));

        BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(() => source.DumpAsync());

        Assert.Equal("BSH1044", failure.Code);
        Assert.Contains("hidden", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteToAsync_TableIsLocked_FailsAfterLockTimeout()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string database = await cluster.CreateAsync("CREATE TABLE t (id int)");
        await using Npgsql.NpgsqlConnection holder = await cluster.OpenAsync(database);
        await using Npgsql.NpgsqlCommand command = new("BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE", holder);
        await command.ExecuteNonQueryAsync(SourceMaking.Token);

        BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(
            () => cluster.Source(database, options => options.LockTimeout = TimeSpan.FromSeconds(1)).DumpAsync());

        Assert.Equal("BSH1040", failure.Code);
    }

    [Fact]
    public async Task WriteToAsync_ServerStopsMeanwhile_Fails()
    {
        await using PostgreSqlCluster cluster = await PostgreSqlCluster.StartAsync();
        string database = await cluster.CreateAsync(Large);
        using StoppingStream destination = new(cluster.StopAsync);

        BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(
            () => cluster.Source(database).WriteToAsync(destination, new SourceRequest { RunId = "run" }, SourceMaking.Token));

        Assert.Equal("BSH1045", failure.Code);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task WriteToAsync_CancelledMeanwhile_EndsTheTool()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        using FakeTools tools = new FakeTools().Replace("pg_dump", "echo $$ > $DIR/pid; head -c 300000 /dev/zero; exec sleep 1000"); // more than is read ahead at once
        using CancellationTokenSource stop = new();
        using StoppingStream destination = new(stop.CancelAsync);
        PostgreSqlSource source = cluster.Source(await cluster.CreateAsync(), options => options.ToolDirectory = tools.Folder);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => source.WriteToAsync(destination, new SourceRequest { RunId = "run" }, stop.Token));

        int pid = int.Parse(await File.ReadAllTextAsync(tools.File("pid"), SourceMaking.Token), CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
    }

    [Fact]
    public async Task FindAsync_ToolsMissingOrOld_SaysWhatToInstall()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        using FakeTools old = new FakeTools().Version("9.6.24");
        using FakeTools empty = new FakeTools();
        File.Delete(empty.File("psql"));

        Assert.Equal("BSH1031", await CodeAsync(old));
        Assert.Equal("BSH1030", await CodeAsync(empty));

        async Task<string> CodeAsync(FakeTools tools) => (await Assert.ThrowsAsync<BackupSourceException>(
            () => cluster.Source("postgres", options => options.ToolDirectory = tools.Folder).CheckAsync(SourceMaking.Token))).Code;
    }

    /// <summary>Does something when the first bytes have come.</summary>
    private sealed class StoppingStream(Func<Task> stop) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Length == 0)
            {
                Write(buffer.Span);
                await stop();
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
