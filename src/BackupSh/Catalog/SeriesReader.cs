using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>Reads what a storage holds: its backups with their info files, and what is odd.</summary>
internal sealed class SeriesReader(string storage, StorageRequests requests, InfoReader infos, TimeProvider time)
{
    // Info files are small and storages far: a few at once hide the way without flooding anybody.
    private const int InfosAtOnce = 16;

    /// <summary>Lists the storage.</summary>
    internal async Task<StorageListing> ListAsync(BackupQuery query, CancellationToken cancellationToken) =>
        StorageListing.Of(await requests.ListAsync(query.Prefix, cancellationToken).ConfigureAwait(false));

    /// <summary>Reads the backups that match, newest first; what is odd about them is added to the problems.</summary>
    internal async Task<List<BackupEntry>> ReadAsync(
        StorageListing listing, BackupQuery query, List<CatalogProblem> problems, CancellationToken cancellationToken)
    {
        List<BackupEntry> entries = [];
        foreach (BackupFiles[] chunk in listing.Backups.Where(files => query.MayMatch(files.Name)).Chunk(InfosAtOnce))
        {
            foreach ((BackupEntry? entry, IReadOnlyList<CatalogProblem> found) in await Task.WhenAll(
                chunk.Select(files => ReadAsync(files, cancellationToken))).ConfigureAwait(false))
            {
                problems.AddRange(found);
                if (entry is not null && query.Matches(entry.Info))
                {
                    entries.Add(entry);
                }
            }

            if (entries.Count >= query.Limit)
            {
                return entries[..query.Limit.Value];
            }
        }

        return entries;
    }

    private async Task<(BackupEntry? Entry, IReadOnlyList<CatalogProblem> Problems)> ReadAsync(
        BackupFiles files, CancellationToken cancellationToken)
    {
        List<CatalogProblem> problems = [.. FileProblems(files)];
        if (files.Info is null || files.Archives.Count == 0)
        {
            return (null, problems);
        }

        try
        {
            BackupInfo info = await infos.ReadAsync(storage, requests, files.Name, files.Info, cancellationToken).ConfigureAwait(false);
            BackupEntry? entry = Entry(files, info, problems);
            return (entry is null ? null : await WithPinAsync(entry, files.Pin, cancellationToken).ConfigureAwait(false), problems);
        }
        catch (BackupInfoFormatException exception)
        {
            problems.Add(new CatalogProblem(storage, CatalogProblemKind.BadInfo, [files.Info.Name], BadInfo(files.Info.Name, exception)));
        }
        catch (StorageObjectNotFoundException)
        {
            // Deleted since it was listed: no backup any more, and nothing odd.
        }

        return (null, problems);
    }

    private BackupEntry? Entry(BackupFiles files, BackupInfo info, List<CatalogProblem> problems)
    {
        StorageObject? archive = info.Details is { } details
            ? files.Archives.Find(stored => stored.Name == details.Archive)
            : files.Archives is [{ } only] ? only : null;
        if (archive is null)
        {
            problems.AddRange(info.Details is null ? [] : [Problem(CatalogProblemKind.InfoWithoutArchive, "BSH0522", files.Info!)]);
            return null;
        }

        bool wrongSize = info.Details is { IsReadable: true } && info.Details.ArchiveBytes != archive.SizeBytes;
        if (wrongSize)
        {
            problems.Add(Problem(CatalogProblemKind.WrongSize, "BSH0524", archive));
        }

        BackupHealth health = wrongSize ? BackupHealth.Damaged
            : info.Details is { IsReadable: false } ? BackupHealth.Newer
            : files.Archives.Count > 1 ? BackupHealth.Ambiguous
            : BackupHealth.Complete;
        return new BackupEntry(storage, info, archive.Name, archive.SizeBytes, health) { ArchiveVersion = archive.Version };
    }

    /// <summary>Tells whether a pin holds a backup now, whatever an earlier listing said.</summary>
    internal Task<bool> IsPinnedAsync(BackupName name, CancellationToken cancellationToken) =>
        PinHoldsAsync(name.File(BackupFile.PinExtension), cancellationToken);

    private async Task<BackupEntry> WithPinAsync(BackupEntry entry, StorageObject? pinFile, CancellationToken cancellationToken)
    {
        if (pinFile is null)
        {
            return entry;
        }

        bool holds = await PinHoldsAsync(pinFile.Name, cancellationToken).ConfigureAwait(false);
        return entry with { IsPinned = holds, HasEndedPin = !holds };
    }

    private async Task<bool> PinHoldsAsync(string pinFile, CancellationToken cancellationToken)
    {
        try
        {
            byte[] content = await requests.GetAsync(pinFile, BackupInfoFile.MaximumBytes, cancellationToken).ConfigureAwait(false);

            // A pin that cannot be read still pins.
            return !BackupPinFile.TryRead(content, out BackupPin? pin, out _) || pin.HoldsAt(time.GetUtcNow());
        }
        catch (StorageObjectNotFoundException)
        {
            return false; // removed since it was listed
        }
    }

    private IEnumerable<CatalogProblem> FileProblems(BackupFiles files)
    {
        bool inProgress = files.IsInProgress(time.GetUtcNow());
        if (files.Claim is not null && !inProgress)
        {
            yield return Problem(CatalogProblemKind.StaleClaim, "BSH0525", files.Claim);
        }

        if (files.Info is null && files.Archives.Count > 0 && !inProgress)
        {
            yield return Problem(CatalogProblemKind.ArchiveWithoutInfo, "BSH0521", [.. files.Archives]);
        }

        if (files.Info is not null && files.Archives.Count == 0)
        {
            yield return Problem(CatalogProblemKind.InfoWithoutArchive, "BSH0522", files.Info);
        }

        if (files.Info is not null && files.Archives.Count > 1)
        {
            yield return Problem(CatalogProblemKind.SeveralArchives, "BSH0523", [.. files.Archives]);
        }

        if (files.Pin is not null && files.Info is null && files.Archives.Count == 0)
        {
            yield return Problem(CatalogProblemKind.PinWithoutBackup, "BSH0526", files.Pin);
        }
    }

    /// <summary>Returns the files that are none of ours, as problems.</summary>
    internal IEnumerable<CatalogProblem> ForeignFiles(StorageListing listing) =>
        listing.Foreign.Select(stored => Problem(CatalogProblemKind.ForeignFile, "BSH0520", stored));

    private CatalogProblem Problem(CatalogProblemKind kind, string code, params StorageObject[] objects)
    {
        string[] names = [.. objects.Select(stored => stored.Name)];
        return new CatalogProblem(storage, kind, names, ErrorTexts.Error(code, string.Join("', '", names.Select(Printable.Of)), storage));
    }

    private BackupShError BadInfo(string file, BackupInfoFormatException exception) =>
        ErrorTexts.Error("BSH0527", file, storage, exception.Fault.Error.Message);
}
