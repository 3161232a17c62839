using BackupSh.Catalog.Store;

namespace BackupSh.Catalog.Sync;

/// <summary>What the catalog knows of one storage's backups.</summary>
internal sealed class KnownCopies(string storage)
{
    private readonly Dictionary<BackupName, BackupDocument> _documents = [];

    /// <summary>Gets the names of the backups that are there as far as the catalog knows.</summary>
    internal IEnumerable<BackupName> There => _documents.Where(pair => pair.Value.GoneAt is null).Select(pair => pair.Key);

    /// <summary>Gets the names of those that are gone.</summary>
    internal IEnumerable<BackupName> Gone => _documents.Where(pair => pair.Value.GoneAt is not null).Select(pair => pair.Key);

    internal static async Task<KnownCopies> ReadAsync(
        CatalogStore store, string storage, BackupQuery which, CancellationToken cancellationToken)
    {
        KnownCopies known = new(storage);
        CatalogQuery query = new() { Kind = CatalogRecordKind.Backup, Group = storage };
        await foreach (CatalogRecord record in store.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (BackupName.TryParse(record.Key, out BackupName? name) && which.MayMatch(name))
            {
                known._documents[name] = Shortened(BackupDocument.Of(record));
            }
        }

        return known;
    }

    internal BackupDocument? Find(BackupName name) => _documents.GetValueOrDefault(name);

    /// <summary>Marks backups as gone, unless somebody has written to their records since.</summary>
    internal async Task MarkGoneAsync(CatalogStore store, IEnumerable<BackupName> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (BackupName name in names)
        {
            CatalogRecord? record = await store.FindAsync(CatalogRecordKind.Backup, storage, name.ToString(), cancellationToken).ConfigureAwait(false);
            if (record is not null)
            {
                BackupDocument gone = BackupDocument.Of(record) with { GoneAt = now };
                await store.TryWriteAsync(gone.ToRecord(storage, name) with { Version = record.Version }, cancellationToken).ConfigureAwait(false);
                _documents[name] = Shortened(gone);
            }
        }
    }

    // The info file is most of it, and of a whole backup nobody needs to read it again.
    private static BackupDocument Shortened(BackupDocument document) =>
        document.Health == BackupHealth.Complete || document.GoneAt is not null ? document with { Info = "" } : document;
}
