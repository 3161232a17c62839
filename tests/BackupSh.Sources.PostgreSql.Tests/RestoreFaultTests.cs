using BackupSh.TestSupport;
using Npgsql;

namespace BackupSh.Sources.PostgreSql.Tests;

/// <summary>What a restore refuses, and what stands when it fails.</summary>
public sealed class RestoreFaultTests(SharedCluster shared)
{
    private const string Old = "CREATE TABLE account (id int, amount int); INSERT INTO account VALUES (1, -1)";

    [Fact]
    public async Task RestoreAsync_SessionsOnTheTarget_AreListedAndRefusedUnlessDisconnected()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        (PostgreSqlSource source, byte[] dump) = await DumpAsync(cluster);
        string target = await cluster.CreateAsync(Old);
        await using NpgsqlConnection session = await cluster.OpenAsync(target);

        BackupSourceException refused = await Assert.ThrowsAsync<BackupSourceException>(() => source.RestoreAsync(dump, target, replace: true));
        string? before = await PostgreSqlConformance.LookAsync(cluster, target);
        RestoreReport report = await source.RestoreAsync(dump, target, replace: true, disconnect: true);

        Assert.Equal("BSH1062", refused.Code);
        Assert.Contains($"{session.ProcessID} postgres@127.0.0.1 test", refused.Message, StringComparison.Ordinal);
        Assert.Equal(target + "_before_2026-11-24_03-00-00", report.PreviousTarget);
        Assert.False(await cluster.ValueAsync<bool>("postgres", $"SELECT datallowconn FROM pg_database WHERE datname = '{report.PreviousTarget}'"));
        Assert.Equal(before, await PostgreSqlConformance.LookAsync(cluster, report.PreviousTarget!));
        Assert.NotEqual(before, await PostgreSqlConformance.LookAsync(cluster, target));
    }

    [Fact]
    public async Task RestoreAsync_SessionComesWhileItRestores_LeavesTheOldOne()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        (PostgreSqlSource source, byte[] dump) = await DumpAsync(cluster);
        string target = await cluster.CreateAsync(Old);
        NpgsqlConnection? session = null;

        BackupSourceException refused = await Assert.ThrowsAsync<BackupSourceException>(
            () => source.RestoreAsync(dump, target, replace: true, hook: async (_, _) => session = await cluster.OpenAsync(target)));

        await session!.DisposeAsync();
        Assert.Equal("BSH1062", refused.Code);
        Assert.Equal(target, await cluster.DatabasesLikeAsync(target + "%"));
    }

    [Fact]
    public async Task RestoreAsync_InTheHook_IsATemplateThatPollersPassOver()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        (PostgreSqlSource source, byte[] dump) = await DumpAsync(cluster);
        string target = SourceMaking.NewName();
        bool? template = null;

        await source.RestoreAsync(dump, target, hook: async (staged, _) =>
            template = await cluster.ValueAsync<bool>("postgres", $"SELECT datistemplate FROM pg_database WHERE datname = '{staged}'"));

        Assert.True(template);
    }

    [Fact]
    public async Task RestoreAsync_ReplacedDatabase_GivesItsOwnerAndCollation()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        (PostgreSqlSource source, byte[] dump) = await DumpAsync(cluster);
        string role = SourceMaking.NewName("r");
        string target = SourceMaking.NewName();
        await cluster.ExecuteAsync("postgres", $"CREATE ROLE {role}");
        await cluster.ExecuteAsync("postgres", $"CREATE DATABASE {target} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' OWNER {role}");

        await source.RestoreAsync(dump, target, replace: true);

        Assert.Equal($"C {role}", await cluster.ValueAsync<string>("postgres", $"SELECT datcollate || ' ' || pg_get_userbyid(datdba) FROM pg_database WHERE datname = '{target}'"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("template1")]
    [InlineData("postgres")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    [InlineData("a\0b")]
    public async Task RestoreAsync_UnusableName_IsRefused(string target)
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        (PostgreSqlSource source, byte[] dump) = await DumpAsync(cluster);

        Assert.Equal("BSH1061", (await Assert.ThrowsAsync<BackupSourceException>(() => source.RestoreAsync(dump, target, replace: true))).Code);
    }

    [Fact]
    public async Task RestoreAsync_LongName_KeepsTheOldOneUnderAShortenedName()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        (PostgreSqlSource source, byte[] dump) = await DumpAsync(cluster);
        string target = await cluster.CreateAsync(Old, SourceMaking.NewName() + new string('ü', 25));

        RestoreReport report = await source.RestoreAsync(dump, target, replace: true);

        Assert.EndsWith("_before_2026-11-24_03-00-00", report.PreviousTarget, StringComparison.Ordinal);
        Assert.Equal(report.PreviousTarget, await cluster.DatabasesLikeAsync(target[..13] + "%\\_before\\_%"));
    }

    [Fact]
    public async Task RestoreAsync_ToolFails_LeavesNothing()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        string role = SourceMaking.NewName("r");
        string database = await cluster.CreateAsync($"CREATE ROLE {role}; CREATE TABLE t (id int); ALTER TABLE t OWNER TO {role}");
        PostgreSqlSource source = cluster.Source(database);
        byte[] dump = await source.DumpAsync();
        await cluster.ExecuteAsync(database, $"DROP TABLE t; DROP ROLE {role}");
        string target = SourceMaking.NewName();
        string? staged = null;

        BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(() => source.RestoreAsync(dump, target, hook: (name, _) => Task.FromResult(staged = name)));

        Assert.Equal("BSH1065", failure.Code);
        Assert.Contains(role, failure.Message, StringComparison.Ordinal);
        Assert.Null(staged);
        Assert.Null(await cluster.DatabasesLikeAsync(target + "%"));
        PostgreSqlSource ownerless = cluster.Source(database, options => options.RestoreOwners = false);
        await ownerless.RestoreAsync(dump, target);
        Assert.Equal(0L, await cluster.ValueAsync<long>(target, "SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task RestoreAsync_NoRightToCreate_SaysSo()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        (_, byte[] dump) = await DumpAsync(cluster);
        string role = SourceMaking.NewName("r");
        await cluster.ExecuteAsync("postgres", $"CREATE ROLE {role} LOGIN PASSWORD 'x1'");
        PostgreSqlSource source = cluster.Source("postgres", options => (options.ConnectionString, options.Password) = (cluster.ConnectionString("postgres", role), Secret.FromValue("x1")));

        Assert.Equal("BSH1071", (await Assert.ThrowsAsync<BackupSourceException>(() => source.RestoreAsync(dump, SourceMaking.NewName()))).Code);
    }

    [Fact]
    public async Task RestoreAsync_GlobalsOrZip_AreForeign()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        PostgreSqlSource server = cluster.Source("postgres", options => options.AllDatabases = true);
        byte[] globals = await server.DumpAsync("srv=globals");

        Assert.Equal("BSH1064", (await Assert.ThrowsAsync<BackupSourceException>(() => server.RestoreAsync(globals, SourceMaking.NewName()))).Code);
        Assert.Equal("BSH1063", (await Assert.ThrowsAsync<BackupSourceException>(() => server.RestoreAsync([.. "PK\u0003\u0004"u8], SourceMaking.NewName()))).Code);
    }

    [Fact]
    public async Task RestoreAsync_AfterOneThatWasInterrupted_SweepsAndReports()
    {
        await using PostgreSqlCluster cluster = await PostgreSqlCluster.StartAsync();
        (PostgreSqlSource source, byte[] dump) = await DumpAsync(cluster);
        string stray = "backupsh_restoring_" + Guid.NewGuid().ToString("N");
        await cluster.ExecuteAsync("postgres", $"CREATE DATABASE {stray} IS_TEMPLATE true");

        SourceReport check = await source.CheckAsync(SourceMaking.Token);
        RestoreReport? inner = null;
        RestoreReport outer = await source.RestoreAsync(dump, "outer", hook: async (_, _) => inner = await source.RestoreAsync(dump, "inner"));

        Assert.Contains(check.Warnings, warning => warning.Code == "BSH1070" && warning.Message.Contains(stray, StringComparison.Ordinal));
        Assert.Contains(outer.Warnings, warning => warning.Code == "BSH1073" && warning.Message.Contains(stray, StringComparison.Ordinal));
        Assert.DoesNotContain(inner!.Warnings, warning => warning.Code == "BSH1073"); // the outer one was running: not a stray
        Assert.Null(await cluster.DatabasesLikeAsync("backupsh\\_restoring%"));
        Assert.Equal("inner,outer", await cluster.DatabasesLikeAsync("%er"));
    }

    [Fact]
    public async Task RestoreAsync_ServerStopsMeanwhile_IsToldAndTransient()
    {
        await using PostgreSqlCluster cluster = await PostgreSqlCluster.StartAsync();
        (PostgreSqlSource source, byte[] dump) = await DumpAsync(cluster);

        BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(() => source.RestoreAsync(dump, "copy", hook: (_, _) => cluster.StopAsync()));

        Assert.Equal("BSH1020", failure.Code);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task RestoreAsync_DiskFull_LeavesTheOldDatabaseAndNothingElse()
    {
        using TempDirectory directory = new();
        File.SetUnixFileMode(directory.Path, (UnixFileMode)0b111_101_101);
        await using PostgreSqlCluster cluster = await PostgreSqlCluster.StartAsync();
        await using SmallDisk disk = await SmallDisk.MountAsync(directory.File("space"), 20);
        Assert.Equal(0, (await Shell.RunAsync("chown", ["postgres", disk.Path], cancellationToken: SourceMaking.Token)).ExitCode);
        await cluster.ExecuteAsync("postgres", $"CREATE TABLESPACE small LOCATION '{disk.Path}'");
        string database = await cluster.CreateAsync("CREATE TABLE large (i int, t text) TABLESPACE small; ALTER TABLE large ALTER t SET STORAGE EXTERNAL; INSERT INTO large SELECT i, repeat(md5(i::text), 100) FROM generate_series(1, 3500) i");
        string target = await cluster.CreateAsync(Old);
        PostgreSqlSource source = cluster.Source(database);
        byte[] dump = await source.DumpAsync();

        BackupSourceException failure = await Assert.ThrowsAsync<BackupSourceException>(() => source.RestoreAsync(dump, target, replace: true));

        Assert.Equal("BSH1074", failure.Code);
        Assert.Equal("-1", await cluster.ValueAsync<string>(target, "SELECT amount::text FROM account"));
        Assert.Null(await cluster.DatabasesLikeAsync("backupsh\\_restoring%"));
    }

    private static async Task<(PostgreSqlSource Source, byte[] Dump)> DumpAsync(PostgreSqlCluster cluster)
    {
        PostgreSqlSource source = cluster.Source(await cluster.CreateAsync(PostgreSqlConformance.Content));
        return (source, await source.DumpAsync());
    }
}
