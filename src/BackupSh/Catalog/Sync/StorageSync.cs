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
    private readonly SeriesReader _reader;

    internal StorageSync(Engine engine, string storage)
    {
        _engine = engine;
        _target = engine.GetTarget(storage);
        _reader = engine.GetReader(_target);
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
            KnownCopies known = await KnownCopies.ReadAsync(_engine.Store, _target.Name, cancellationToken).ConfigureAwait(false);
            StorageListing listing = await _reader.ListAsync(BackupQuery.All, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<BackupName> gone = await FindGoneAsync(known, listing, acceptLoss, cancellationToken).ConfigureAwait(false);
            StorageReading reading = new(_engine.Store, _target, _reader, known);
            await reading.ReadAsync(listing, cancellationToken).ConfigureAwait(false);
            await known.MarkGoneAsync(_engine.Store, gone, _engine.Now, cancellationToken).ConfigureAwait(false);
            return StateOf(listing, known, reading, gone);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            return new StorageState(new SyncResult(_target.Name) { Error = Failure.ErrorOf(exception) });
        }
    }

    private static IEnumerable<BackupFiles> Backups(StorageListing listing) => listing.Backups.Where(StorageReading.IsBackup);

    // What one listing lacks, a second one must lack as well: pages get lost.
    private async Task<IReadOnlyList<BackupName>> FindGoneAsync(
        KnownCopies known, StorageListing listing, bool acceptLoss, CancellationToken cancellationToken)
    {
        HashSet<BackupName> missing = [.. known.There];
        int count = missing.Count;
        missing.ExceptWith(Backups(listing).Select(files => files.Name));
        if (missing.Count > 0)
        {
            StorageListing second = await _reader.ListAsync(BackupQuery.All, cancellationToken).ConfigureAwait(false);
            missing.ExceptWith(Backups(second).Select(files => files.Name));
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
            Listed = listing.Backups.Select(files => files.Name).ToHashSet(),
            Whole = reading.Whole,
            Gone = known.Gone.ToHashSet(),
        };
    }
}
