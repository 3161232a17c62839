using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Sources.PostgreSql.Tests;

/// <summary>What the tests say again and again.</summary>
internal static class SourceMaking
{
    internal static readonly DateTimeOffset Time = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static PostgreSqlSource Source(
        this PostgreSqlCluster cluster, string database, Action<PostgreSqlSourceOptions>? configure = null, string? moment = null)
    {
        PostgreSqlSourceOptions options = Options(cluster, database);
        configure?.Invoke(options);
        return options.AllDatabases
            ? new PostgreSqlServerSource("srv", options, NullLogger.Instance)
            : new PostgreSqlSource("erp", options, NullLogger.Instance) { Moment = moment };
    }

    internal static AwkhadDatabaseSource Awkhad(
        this PostgreSqlCluster cluster, string database, string? filestore, Action<AwkhadDatabaseSourceOptions>? configure = null)
    {
        AwkhadDatabaseSourceOptions options = new()
        {
            ConnectionString = cluster.ConnectionString(database),
            Password = Secret.FromValue(PostgreSqlCluster.Password),
            ToolDirectory = PostgreSqlCluster.ToolDirectory,
            FilestoreDirectory = filestore,
        };
        configure?.Invoke(options);
        return new AwkhadDatabaseSource("erp", options, TimeProvider.System, NullLogger.Instance);
    }

    internal static PostgreSqlSourceOptions Options(PostgreSqlCluster cluster, string database) => new()
    {
        ConnectionString = cluster.ConnectionString(database),
        Password = Secret.FromValue(PostgreSqlCluster.Password),
        ToolDirectory = PostgreSqlCluster.ToolDirectory,
    };

    internal static async Task<byte[]> DumpAsync(this IBackupSource source, string? database = null)
    {
        using MemoryStream dump = new();
        await source.WriteToAsync(dump, new SourceRequest { RunId = "run", Database = database }, Token);
        return dump.ToArray();
    }

    internal static async Task<RestoreReport> RestoreAsync(
        this IRestorableBackupSource source,
        byte[] dump,
        string target,
        bool replace = false,
        bool disconnect = false,
        bool move = false,
        Func<string, CancellationToken, Task>? hook = null)
    {
        using MemoryStream content = new(dump);
        RestoreRequest request = new()
        {
            Target = target,
            Replace = replace,
            Disconnect = disconnect,
            Move = move,
            Time = Time,
            BeforePublish = hook ?? ((_, _) => Task.CompletedTask),
        };
        return await source.RestoreAsync(content, request, Token);
    }

    internal static string NewName(string prefix = "t") => prefix + Guid.NewGuid().ToString("N")[..12];

    /// <summary>Returns a database as stock SQL, the same for the same database.</summary>
    internal static async Task<string> PlainAsync(this PostgreSqlCluster cluster, string database, params string[] more)
    {
        var result = await cluster.ToolAsync("pg_dump", ["--restrict-key=test", .. more, "-d", $"dbname='{database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }
}
