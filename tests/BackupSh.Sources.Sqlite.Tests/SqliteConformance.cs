using System.Security.Cryptography;
using System.Text;
using BackupSh.Conformance;
using Microsoft.Data.Sqlite;

namespace BackupSh.Sources.Sqlite.Tests;

/// <summary>What the SQLite source declares.</summary>
internal sealed class SqliteConformance : SourceConformance, IDisposable
{
    private readonly TestDatabase _database = new();
    private int _targets;

    internal SqliteConformance()
    {
        CoveredBy("dump-is-one-moment", typeof(ConcurrencyTests), nameof(ConcurrencyTests.WriteToAsync_AmountsMoveMeanwhile_TotalIsConstantInEveryBackup));
        CoveredBy("damaged-source-is-an-error", typeof(BadInputTests), nameof(BadInputTests.WriteToAsync_DamagedPage_IsDamagedUnlessUnchecked));
        CoveredBy("dump-needs-bounded-memory", typeof(SqliteMemoryTests), nameof(SqliteMemoryTests.WriteToAsync_LargerThanTheHeap_Succeeds));
        CoveredBy("dump-is-restored-by-hand", typeof(SqliteRestoreTests), nameof(SqliteRestoreTests.RestoreCommand_RunInAShell_RestoresWithoutBackupSh));
    }

    public override bool IsRestorable => true;

    public override Task<IBackupSource> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult<IBackupSource>(_database.Source());

    public override string NewTarget() => _database.File($"target-{Interlocked.Increment(ref _targets)}.db");

    public override Task<string?> LookAsync(string? target, CancellationToken cancellationToken = default)
    {
        string path = target ?? _database.Path;
        return Task.FromResult(File.Exists(path) ? Rows(path) : null);
    }

    public void Dispose() => _database.Dispose();

    private static string Rows(string path)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False;Mode=ReadWrite");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(id || '=' || amount) FROM (SELECT id, amount FROM account ORDER BY id)";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((string)command.ExecuteScalar()!)));
    }
}
