using BackupSh.Conformance;
using BackupSh.Storage;
using BackupSh.TestSupport;
using CustomStorage;

namespace BackupSh.Samples.Tests;

/// <summary>What the storage in a SQLite database declares.</summary>
internal sealed class TableStorageConformance : StorageConformance, IDisposable
{
    private readonly TempDirectory _directory = new();

    internal TableStorageConformance()
    {
        TableDatabase.Create(_directory.File("vault.db"));
        CoveredBy("unfinished-uploads-are-removed", typeof(TableStorageTests), nameof(TableStorageTests.UploadAsync_ProcessDied_ItsPartsAreSweptADayLater));
        CoveredBy("cut-object-is-noticed", typeof(TableStorageTests), nameof(TableStorageTests.ReadAsync_ObjectWasDeletedMeanwhile_FailsInsteadOfEnding));
        CoveredBy("foreign-objects-are-tolerated", typeof(TableStorageTests), nameof(TableStorageTests.ListAsync_ForeignName_IsListed));
        KnownDeviation("no-room-is-an-error", "A full disk is an error of SQLite's, and no test makes one.");
        KnownDeviation("memory-is-bounded", "It is, by one part, and no test measures it.");
        DoesNotApply("no-secret-is-shown", "It has no secrets.");
    }

    public override StorageTraits Traits { get; } = new()
    {
        CreateOnly = CreateOnlyScope.AllObjects,
        HasVersions = true,
        IsRemote = false,
        PartBytes = [256 * 1024],
        PageObjects = 50,
        DeleteBatchNames = 50,
    };

    public override Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult<IBackupStorage>(Open("vault.db"));

    public override Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) => Task.FromResult<IBackupStorage?>(Open("missing.db"));

    public void Dispose() => _directory.Dispose();

    private TableStorage Open(string file) => new TableStorage("vault", new TableStorageOptions { File = _directory.File(file) });
}
