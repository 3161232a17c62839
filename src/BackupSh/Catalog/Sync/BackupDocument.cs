using System.Text;
using System.Text.Json;
using BackupSh.Catalog.Store;
using BackupSh.Storage;

namespace BackupSh.Catalog.Sync;

/// <summary>What the catalog remembers of a backup in a storage.</summary>
internal sealed record BackupDocument
{
    /// <summary>Gets the info file as the storage listed it: as long as it lists the same, nobody needs to read it again.</summary>
    public StorageObject? InfoFile { get; init; }

    /// <summary>Gets the archives as the storage listed them.</summary>
    public IReadOnlyList<StorageObject> Archives { get; init; } = [];

    /// <summary>Gets the info file's bytes, each as one character.</summary>
    public string Info { get; init; } = "";

    /// <summary>Gets whether it can be counted on; null if the info file cannot be read.</summary>
    public BackupHealth? Health { get; init; }

    /// <summary>Gets the job that made it; null if its info file does not say.</summary>
    public string? Job { get; init; }

    /// <summary>Gets the instance that made it; null if its info file does not say.</summary>
    public string? Instance { get; init; }

    /// <summary>Gets when it was found to be gone; null if it is there.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    internal long ArchiveBytes => Archives.Count > 0 ? Archives[0].SizeBytes : 0;

    internal byte[] InfoBytes => Encoding.Latin1.GetBytes(Info);

    internal static BackupDocument Of(CatalogRecord record) => JsonSerializer.Deserialize(record.Document, CatalogJson.Default.BackupDocument)!;

    internal CatalogRecord ToRecord(string storage, BackupName name) => new(
        CatalogRecordKind.Backup, storage, name.ToString(), name.Time, JsonSerializer.Serialize(this, CatalogJson.Default.BackupDocument));

    /// <summary>Tells whether a storage lists what was seen before.</summary>
    internal bool IsSeen(BackupFiles files) => GoneAt is null && InfoFile == files.Info && Archives.SequenceEqual(files.Archives);
}
