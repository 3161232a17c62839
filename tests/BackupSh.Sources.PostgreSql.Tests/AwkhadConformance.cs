using System.Globalization;
using BackupSh.Conformance;
using BackupSh.TestSupport;

namespace BackupSh.Sources.PostgreSql.Tests;

/// <summary>What the Awkhad source declares.</summary>
internal sealed class AwkhadConformance : SourceConformance, IDisposable
{
    private readonly TempDirectory _directory = new();

    // A dump bears a random key, which deflates to another length each time; the checks compare two dumps of equal data.
    private readonly FakeTools _tools = new FakeTools().Replace("pg_dump", "if $REAL --help | grep -q restrict-key; then set -- --restrict-key=test \"$@\"; fi; exec $REAL \"$@\"");
    private readonly PostgreSqlCluster _cluster;
    private readonly string _database;

    internal AwkhadConformance(PostgreSqlCluster cluster, string database)
    {
        _cluster = cluster;
        _database = database;
        Directory.CreateDirectory(_directory.File(database));
        File.WriteAllText(_directory.File(database + "/file"), "content");
        CoveredBy("dump-is-one-moment", typeof(OneMomentTests), nameof(OneMomentTests.AwkhadWriteToAsync_WhilePgbenchWrites_IsOneMoment));
        CoveredBy("damaged-source-is-an-error", typeof(AwkhadFaultTests), nameof(AwkhadFaultTests.WriteToAsync_ToolIsKilled_IsNoBackup));
        CoveredBy("dump-needs-bounded-memory", typeof(PostgreSqlMemoryTests), nameof(PostgreSqlMemoryTests.Awkhad_LargerThanTheHeap_IsDumpedAndRestored));
        CoveredBy("dump-is-restored-by-hand", typeof(AwkhadSourceTests), nameof(AwkhadSourceTests.RestoreCommand_RunInAShell_RestoresWithoutBackupSh));
    }

    public override bool IsRestorable => true;

    public override Task<IBackupSource> OpenAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupSource>(_cluster.Awkhad(_database, _directory.File(_database), options => options.ToolDirectory = _tools.Folder));

    public override string NewTarget() => SourceMaking.NewName();

    public override async Task<string?> LookAsync(string? target, CancellationToken cancellationToken = default)
    {
        string database = target ?? _database;
        string filestore = _directory.File(database);
        string? rows = await PostgreSqlConformance.LookAsync(_cluster, database);
        return rows is null && !Directory.Exists(filestore) ? null
            : string.Create(CultureInfo.InvariantCulture, $"{rows} {File.ReadAllText(Path.Combine(filestore, "file"))}");
    }

    public void Dispose()
    {
        _tools.Dispose();
        _directory.Dispose();
    }
}
