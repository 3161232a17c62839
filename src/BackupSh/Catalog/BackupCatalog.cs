using System.Runtime.CompilerServices;
using BackupSh.Backups;
using BackupSh.Catalog.History;
using BackupSh.Diagnostics;
using BackupSh.Events;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>Tells what backups there are, in truth: it asks the storages.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed partial class BackupCatalog
{
    private readonly Engine _engine;

    internal BackupCatalog(Engine engine) => _engine = engine;

    /// <summary>Lists backups, newest first, each storage's copy apart.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The backups. If a storage could not be listed, or an info file not be read, all others come first, and then the
    /// error is thrown: a list that ends without an error is complete.</returns>
    /// <exception cref="StorageException">A storage could not be listed, or a file of it not be read.</exception>
    /// <exception cref="BackupShException">There is no storage of the query's name (<c>BSH0142</c>).</exception>
    public IAsyncEnumerable<BackupEntry> ListAsync(BackupQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return EnumerateAsync(query, static view => view.Backups, cancellationToken);
    }

    /// <summary>Lists what is odd in the storages: orphans, foreign files, unreadable info files.</summary>
    /// <param name="storage">A storage's name, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The problems; like <see cref="ListAsync"/>, complete only if it ends without an error.</returns>
    /// <exception cref="StorageException">A storage could not be listed, or a file of it not be read.</exception>
    /// <exception cref="BackupShException">There is no storage of this name (<c>BSH0142</c>).</exception>
    public IAsyncEnumerable<CatalogProblem> ListProblemsAsync(string? storage = null, CancellationToken cancellationToken = default) =>
        EnumerateAsync(new BackupQuery { Storage = storage }, static view => view.Problems, cancellationToken);

    /// <summary>Deletes one backup from one storage: its info file, then its archive.</summary>
    /// <param name="storage">The storage's name.</param>
    /// <param name="backup">The backup's name, without extension.</param>
    /// <param name="cancellationToken">Ends the deletion; an archive may stay then, which is no backup any more.</param>
    /// <returns>What became of it. <see cref="DeleteStatus.Retained"/> and <see cref="DeleteStatus.Failed"/> have an error and
    /// name the file that stopped it.</returns>
    /// <remarks>If it was interrupted, doing it again deletes what is left: an archive that has no info file any more, or a pin
    /// whose time is over. What a run may still be working on is never deleted.</remarks>
    /// <exception cref="BackupShException">There is no such backup (<c>BSH0540</c>), or it is pinned (<c>BSH0541</c>), or there is no such
    /// storage (<c>BSH0142</c>).</exception>
    /// <exception cref="StorageException">The storage could not be asked, or a request to it failed: see the remarks.</exception>
    public async Task<DeleteOutcome> DeleteAsync(string storage, string backup, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(storage);
        ArgumentException.ThrowIfNullOrEmpty(backup);
        BackupName name = BackupReference.ParseName(backup);
        StorageTarget target = _engine.GetTarget(storage);
        BackupRemains remains = await FindRemainsAsync(target, name, cancellationToken).ConfigureAwait(false);
        DeletionReason why = new(AuditAct.Delete, "by its name", RunId: RunId.Create(_engine.Time));
        DeleteOutcome outcome = await _engine.Deletion.DeleteAsync(target, remains, why, cancellationToken).ConfigureAwait(false);
        if (outcome.IsGone)
        {
            Log.Deleted(_engine.Logger, backup, target.Name);
            BackupDeleted deleted = new(_engine.Now, why.RunId!, target.Name, backup);
            await _engine.Events.PublishAsync(deleted, CancellationToken.None).ConfigureAwait(false);
        }

        return outcome;
    }

    /// <summary>Finds one backup as a restore would.</summary>
    /// <param name="backup">The backup's name without extension, or <c>latest:source</c>.</param>
    /// <param name="storage">The storage, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Every copy that can be restored as far as its health tells, in the order in which a restore tries them; at least
    /// one. Storages that cannot be asked are logged and passed over as long as another one has it.</returns>
    /// <exception cref="StorageException">A storage could not be asked, and no other one has the backup.</exception>
    /// <exception cref="BackupShException">There is no such backup (<c>BSH0542</c>), none that can be used (<c>BSH0543</c>), or no such
    /// storage (<c>BSH0142</c>).</exception>
    public async Task<IReadOnlyList<BackupEntry>> FindAsync(string backup, string? storage = null, CancellationToken cancellationToken = default)
    {
        BackupReference parsed = BackupReference.Parse(backup);
        CatalogView view = await ReadAsync(parsed.Query with { Storage = storage }, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BackupEntry> copies = CopiesOfNewest(view, backup, entry => entry.IsUsable);
        foreach (StorageFailure failure in view.Failures)
        {
            // Who restores after a disaster takes what there is, and must know that something newer may lie elsewhere.
            Log.StorageNotAsked(_engine.Logger, failure.Storage, backup, Failure.ErrorOf(failure.Exception));
        }

        return copies;
    }

    /// <summary>Returns every copy of one backup, the damaged ones too, and the storages that could not be asked.</summary>
    internal async Task<CatalogView> FindCopiesAsync(string reference, string? storage, CancellationToken cancellationToken)
    {
        BackupReference parsed = BackupReference.Parse(reference);
        CatalogView view = await ReadAsync(parsed.Query with { Storage = storage }, cancellationToken).ConfigureAwait(false);
        return view with { Backups = CopiesOfNewest(view, reference, entry => entry.IsUsable || entry.Health == BackupHealth.Damaged) };
    }

    // Copies of one run; two hosts may have given one name to different backups.
    private static IReadOnlyList<BackupEntry> CopiesOfNewest(CatalogView view, string reference, Func<BackupEntry, bool> isWanted)
    {
        BackupEntry[] wanted = [.. view.Backups.Where(isWanted)];
        if (wanted is [{ } newest, ..])
        {
            return [.. wanted.Where(entry => entry.Name == newest.Name && entry.Info.Details?.RunId == newest.Info.Details?.RunId)];
        }

        view.ThrowIfIncomplete();
        BackupEntry? unusable = view.Backups.Count > 0 ? view.Backups[0] : null;
        throw new BackupShException(unusable is null
            ? ErrorTexts.Error("BSH0542", reference)
            : ErrorTexts.Error("BSH0543", unusable.Name, unusable.Storage, unusable.Health));
    }

    private async IAsyncEnumerable<T> EnumerateAsync<T>(
        BackupQuery query, Func<CatalogView, IEnumerable<T>> select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CatalogView view = await ReadAsync(query, cancellationToken).ConfigureAwait(false);
        foreach (T item in select(view))
        {
            yield return item;
        }

        view.ThrowIfIncomplete();
    }

    private async Task<BackupRemains> FindRemainsAsync(StorageTarget target, BackupName name, CancellationToken cancellationToken)
    {
        BackupQuery query = new() { Name = name };
        SeriesReader reader = _engine.GetReader(target);
        StorageListing listing = await reader.ListAsync(query, cancellationToken).ConfigureAwait(false);
        SeriesView view = await reader.ReadAsync(listing, query, cancellationToken).ConfigureAwait(false);
        view.ThrowIfIncomplete();
        BackupFiles? files = listing.Backups.FirstOrDefault(files => files.Name == name);
        BackupRemains? remains = view.Entries is [{ } entry] ? BackupRemains.Of(entry)
            : files is not null ? BackupRemains.OfInterrupted(files, _engine.Now)
            : null;
        if (remains is null)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0540", name, target.Name));
        }

        return files!.Pin is null || !await reader.IsPinnedAsync(name, cancellationToken).ConfigureAwait(false)
            ? remains
            : throw new BackupShException(ErrorTexts.Error("BSH0541", name, target.Name));
    }

    private async Task<CatalogView> ReadAsync(BackupQuery query, CancellationToken cancellationToken)
    {
        CatalogView[] views = await Task.WhenAll(
            StoragesToAsk(query.Storage).Select(storage => ReadOneAsync(storage, query, cancellationToken))).ConfigureAwait(false);
        return CatalogView.Merge(views);
    }

    // An unknown name is the caller's error, not a storage's.
    private string[] StoragesToAsk(string? only) => only is not null ? [_engine.Components.GetStorageName(only)] : [.. _engine.StoragesInOrder];

    private async Task<CatalogView> ReadOneAsync(string storage, BackupQuery query, CancellationToken cancellationToken)
    {
        try
        {
            SeriesReader reader = _engine.GetReader(_engine.GetTarget(storage));
            StorageListing listing = await reader.ListAsync(query, cancellationToken).ConfigureAwait(false);
            SeriesView view = await reader.ReadAsync(listing, query, cancellationToken).ConfigureAwait(false);
            return new CatalogView(
                view.Entries,
                [.. reader.ForeignFiles(listing), .. view.Problems],
                view.Failure is null ? [] : [new StorageFailure(storage, view.Failure)]);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            return new CatalogView([], [], [new StorageFailure(storage, exception)]);
        }
    }
}
