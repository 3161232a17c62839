using BackupSh.Conformance;
using BackupSh.Sources;
using CustomSource;

namespace BackupSh.Samples.Tests;

/// <summary>What the source of a key-value database declares.</summary>
internal sealed class KeyValueSourceConformance : SourceConformance
{
    private const string Database = "settings";
    private readonly KeyValueStore _store = new();
    private int _targets;

    internal KeyValueSourceConformance()
    {
        // More than one buffer, so that a dump is more than one write.
        for (int i = 0; i < 3000; i++)
        {
            _store.Set(Database, $"key {i}", $"value \"{i}\" of several words\n");
        }

        CoveredBy("dump-is-one-moment", typeof(KeyValueSourceTests), nameof(KeyValueSourceTests.WriteToAsync_ApplicationWritesMeanwhile_IsTheMomentOfItsStart));
        CoveredBy("damaged-source-is-an-error", typeof(KeyValueSourceTests), nameof(KeyValueSourceTests.WriteToAsync_DatabaseIsMissing_IsAnError));
        KnownDeviation("dump-needs-bounded-memory", "The store is in memory, and so is what is restored into it.");
        DoesNotApply("dump-is-restored-by-hand", "The store has no command line; the lines are for people and scripts.");
    }

    public override bool IsRestorable => true;

    public override Task<IBackupSource> OpenAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupSource>(new KeyValueSource("kv", _store, Database));

    public override string NewTarget() => $"target-{Interlocked.Increment(ref _targets)}";

    public override Task<string?> LookAsync(string? target, CancellationToken cancellationToken = default) =>
        Task.FromResult(_store.Find(target ?? Database) is { } found ? string.Join('|', found) : null);
}
