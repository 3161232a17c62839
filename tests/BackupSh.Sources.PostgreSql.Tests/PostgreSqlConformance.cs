using BackupSh.Conformance;

namespace BackupSh.Sources.PostgreSql.Tests;

/// <summary>What the PostgreSQL source declares.</summary>
internal sealed class PostgreSqlConformance : SourceConformance
{
    private readonly PostgreSqlCluster _cluster;
    private readonly string _database;

    internal PostgreSqlConformance(PostgreSqlCluster cluster, string database)
    {
        _cluster = cluster;
        _database = database;
        CoveredBy("dump-is-one-moment", typeof(OneMomentTests), nameof(OneMomentTests.WriteToAsync_WhilePgbenchWrites_IsThatMoment));
        CoveredBy("damaged-source-is-an-error", typeof(DumpFaultTests), nameof(DumpFaultTests.WriteToAsync_ServerStopsMeanwhile_Fails));
        CoveredBy("dump-needs-bounded-memory", typeof(PostgreSqlMemoryTests), nameof(PostgreSqlMemoryTests.Source_LargerThanTheHeap_IsDumpedAndRestored));
        CoveredBy("dump-is-restored-by-hand", typeof(PostgreSqlSourceTests), nameof(PostgreSqlSourceTests.RestoreCommand_RunInAShell_RestoresWithoutBackupSh));
    }

    public override bool IsRestorable => true;

    internal static string Content => "CREATE TABLE account (id int PRIMARY KEY, amount int); INSERT INTO account SELECT i, i * 7 FROM generate_series(1, 500) i";

    public override Task<IBackupSource> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult<IBackupSource>(_cluster.Source(_database));

    public override string NewTarget() => SourceMaking.NewName();

    public override Task<string?> LookAsync(string? target, CancellationToken cancellationToken = default) => LookAsync(_cluster, target ?? _database);

    internal static async Task<string?> LookAsync(PostgreSqlCluster cluster, string database)
    {
        if (!await cluster.ValueAsync<bool>("postgres", $"SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{database}')"))
        {
            return null;
        }

        // A database that was replaced accepts no connections until somebody allows them.
        await cluster.ExecuteAsync("postgres", $"ALTER DATABASE \"{database}\" ALLOW_CONNECTIONS true");
        return await cluster.ValueAsync<string>(database, "SELECT md5(string_agg(id || '=' || amount, ',' ORDER BY id)) FROM account");
    }
}
