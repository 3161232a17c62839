using System.Runtime.CompilerServices;
using BackupSh.Backups;
using BackupSh.Diagnostics;
using BackupSh.Events;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>Tells what backups there are, in truth: it asks the storages.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class BackupCatalog
{
    private readonly Engine _engine;

    internal BackupCatalog(Engine engine) => _engine = engine;

    /// <summary>Lists backups, newest first, each storage's copy apart.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The backups. If a storage could not be listed, the others' come first, and then the error is thrown: a list
    /// that ends without an error is complete.</returns>
    /// <exception cref="StorageException">A storage could not be listed.</exception>
    /// <exception cref="BackupShException">There is no storage of the query's name (<c>BSH0142</c>).</exception>
    public async IAsyncEnumerable<BackupEntry> ListAsync(
        BackupQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        CatalogView view = await ReadAsync(query, cancellationToken).ConfigureAwait(false);
        foreach (BackupEntry entry in view.Backups)
        {
            yield return entry;
        }

        view.ThrowIfIncomplete();
    }

    /// <summary>Lists what is odd in the storages: orphans, foreign files, unreadable info files.</summary>
    /// <param name="storage">A storage's name, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The problems; like <see cref="ListAsync"/>, complete only if it ends without an error.</returns>
    /// <exception cref="StorageException">A storage could not be listed.</exception>
    public async IAsyncEnumerable<CatalogProblem> ListProblemsAsync(
        string? storage = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        CatalogView view = await ReadAsync(new BackupQuery { Storage = storage }, cancellationToken).ConfigureAwait(false);
        foreach (CatalogProblem problem in view.Problems)
        {
            yield return problem;
        }

        view.ThrowIfIncomplete();
    }

    /// <summary>Deletes one backup from one storage: its info file, then its archive.</summary>
    /// <param name="storage">The storage's name.</param>
    /// <param name="backup">The backup's name, without extension.</param>
    /// <param name="cancellationToken">Ends the deletion; an archive may stay then, which is no backup any more.</param>
    /// <returns>What became of it. <see cref="DeleteStatus.Retained"/> and <see cref="DeleteStatus.Failed"/> have an error.</returns>
    /// <exception cref="BackupShException">There is no such backup (<c>BSH0540</c>), or it is pinned (<c>BSH0541</c>).</exception>
    public async Task<DeleteOutcome> DeleteAsync(string storage, string backup, CancellationToken cancellationToken = default)
    {
        BackupQuery query = new() { Storage = storage, Name = BackupReference.ParseName(backup) };
        CatalogView view = await ReadAsync(query, cancellationToken).ConfigureAwait(false);
        view.ThrowIfIncomplete();
        BackupEntry entry = view.Backups.SingleOrDefault() ?? throw new BackupShException(ErrorTexts.Error("BSH0540", backup, storage));
        if (entry.IsPinned)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0541", backup, storage));
        }

        DeleteOutcome outcome = await BackupDeletion.DeleteAsync(_engine.GetTarget(storage), entry, cancellationToken).ConfigureAwait(false);
        if (outcome.IsGone)
        {
            Log.Deleted(_engine.Logger, backup, storage);
            BackupDeleted deleted = new(_engine.Now, RunId.Create(_engine.Time), storage, backup);
            await _engine.Events.PublishAsync(deleted, CancellationToken.None).ConfigureAwait(false);
        }

        return outcome;
    }

    /// <summary>Returns every copy of one backup that can be restored, in the order in which to try them.</summary>
    internal async Task<IReadOnlyList<BackupEntry>> FindReplicasAsync(string reference, string? storage, CancellationToken cancellationToken)
    {
        BackupReference parsed = BackupReference.Parse(reference);
        CatalogView view = await ReadAsync(parsed.Query with { Storage = storage }, cancellationToken).ConfigureAwait(false);
        return CopiesOfNewest(view, reference, IsUsable);
    }

    /// <summary>Returns every copy of one backup, the damaged ones too, and the storages that could not be asked.</summary>
    internal async Task<CatalogView> FindCopiesAsync(string reference, string? storage, CancellationToken cancellationToken)
    {
        BackupReference parsed = BackupReference.Parse(reference);
        CatalogView view = await ReadAsync(parsed.Query with { Storage = storage }, cancellationToken).ConfigureAwait(false);
        return view with { Backups = CopiesOfNewest(view, reference, entry => IsUsable(entry) || entry.Health == BackupHealth.Damaged) };
    }

    private static bool IsUsable(BackupEntry entry) => entry.Health is BackupHealth.Complete or BackupHealth.Ambiguous;

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

    private async Task<CatalogView> ReadAsync(BackupQuery query, CancellationToken cancellationToken)
    {
        if (query.Storage is { } only)
        {
            _ = _engine.Components.GetStorageInfoName(only); // an unknown name is the caller's error, not a storage's
        }

        string[] storages = query.Storage is { } name ? [name] : [.. _engine.StoragesInOrder];
        CatalogView[] views = await Task.WhenAll(storages.Select(storage => ReadOneAsync(storage, query, cancellationToken))).ConfigureAwait(false);
        return CatalogView.Merge(views);
    }

    private async Task<CatalogView> ReadOneAsync(string storage, BackupQuery query, CancellationToken cancellationToken)
    {
        try
        {
            SeriesReader reader = _engine.GetReader(_engine.GetTarget(storage));
            StorageListing listing = await reader.ListAsync(query, cancellationToken).ConfigureAwait(false);
            List<CatalogProblem> problems = [.. reader.ForeignFiles(listing)];
            List<BackupEntry> entries = await reader.ReadAsync(listing, query, problems, cancellationToken).ConfigureAwait(false);
            return new CatalogView(entries, problems, []);
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            return new CatalogView([], [], [new StorageFailure(storage, exception)]);
        }
    }
}
