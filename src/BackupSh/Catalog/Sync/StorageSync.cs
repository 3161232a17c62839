using BackupSh.Backups;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Catalog.Sync;

/// <summary>Brings what the catalog knows of one storage up to date.</summary>
internal sealed class StorageSync
{
    // Less may have been deleted by hand, one by one.
    private const int FewestToDoubt = 3;

    private readonly Engine _engine;
    private readonly StorageTarget _target;
    private readonly BackupQuery _query;
    private readonly SeriesReader _reader;

    internal StorageSync(Engine engine, StorageTarget target, BackupQuery query)
    {
        _engine = engine;
        _target = target;
        _query = query;
        _reader = engine.GetReader(target);
    }

    /// <summary>Lists the storage and reads what is new.</summary>
    /// <param name="acceptLoss">Whether a storage that lists nothing of what it held is believed.</param>
    /// <param name="cancellationToken">Ends the sync; what was read so far is kept.</param>
    /// <returns>What is known now. A failure is in it, not thrown.</returns>
    internal async Task<StorageState> RunAsync(bool acceptLoss, CancellationToken cancellationToken)
    {
        try
        {
            // First what is known, then the listing: what somebody writes to the catalog in between is not taken for gone.
            KnownCopies known = await KnownCopies.ReadAsync(_engine.Store, _target.Name, _query, cancellationToken).ConfigureAwait(false);
            StorageListing listing = await _reader.ListAsync(_query, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<BackupName> gone = await FindGoneAsync(known, listing, acceptLoss, cancellationToken).ConfigureAwait(false);
            StorageReading reading = new(_engine.Store, _target, _reader, known);
            await reading.ReadAsync(FilesOf(listing), cancellationToken).ConfigureAwait(false);
            await known.MarkGoneAsync(_engine.Store, gone, _engine.Now, cancellationToken).ConfigureAwait(false);
            return StateOf(listing, known, reading, gone);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            return new StorageState(new SyncResult(_target.Name) { Error = Failure.ErrorOf(exception) });
        }
    }

    // A prefix is also that of other databases.
    private IEnumerable<BackupFiles> FilesOf(StorageListing listing) => listing.Backups.Where(files => _query.MayMatch(files.Name));

    private IEnumerable<BackupName> BackupsOf(StorageListing listing) =>
        FilesOf(listing).Where(files => files.IsBackup).Select(files => files.Name);

    // What one listing lacks, a second one must lack as well: pages get lost.
    private async Task<IReadOnlyList<BackupName>> FindGoneAsync(
        KnownCopies known, StorageListing listing, bool acceptLoss, CancellationToken cancellationToken)
    {
        HashSet<BackupName> missing = [.. known.There];
        int count = missing.Count;
        missing.ExceptWith(BackupsOf(listing));
        if (missing.Count > 0)
        {
            StorageListing second = await _reader.ListAsync(_query, cancellationToken).ConfigureAwait(false);
            missing.ExceptWith(BackupsOf(second));
        }

        return missing.Count < count || count < FewestToDoubt || acceptLoss
            ? [.. missing.OrderDescending()]
            : throw new StorageException(_target.Name, null, ErrorTexts.Error("BSH1101", _target.Name, count));
    }

    private StorageState StateOf(StorageListing listing, KnownCopies known, StorageReading reading, IReadOnlyList<BackupName> gone)
    {
        SyncResult result = new(_target.Name)
        {
            Backups = reading.Backups,
            ArchiveBytes = reading.ArchiveBytes,
            Added = [.. reading.Added.Select(name => name.ToString())],
            Gone = [.. gone.Select(name => name.ToString())],
            Problems = [.. _reader.ForeignFiles(listing), .. reading.Problems],
            Error = reading.Failure is null ? null : Failure.ErrorOf(reading.Failure),
        };
        return new StorageState(result)
        {
            Listed = FilesOf(listing).Select(files => files.Name).ToHashSet(),
            Whole = reading.Whole,
            Gone = known.Gone.ToHashSet(),
        };
    }
}
