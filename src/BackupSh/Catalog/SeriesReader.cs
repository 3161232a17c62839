using BackupSh.Diagnostics;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>Reads what a storage holds: its backups with their info files, and what is odd.</summary>
internal sealed class SeriesReader(string storage, StorageRequests requests, InfoReader infos, TimeProvider time)
{
    // Info files are small and storages far: a few at once hide the way without flooding anybody.
    private const int InfosAtOnce = 16;

    private readonly ProblemFinder _problems = new(storage);

    /// <summary>Lists the storage.</summary>
    internal async Task<StorageListing> ListAsync(BackupQuery query, CancellationToken cancellationToken)
    {
        StorageListing listing = StorageListing.Of(await requests.ListAsync(query.Prefix, cancellationToken).ConfigureAwait(false));
        infos.ForgetAllBut(storage, query.Prefix, listing);
        return listing;
    }

    /// <summary>Reads the backups that match, newest first, and what is odd about them.</summary>
    /// <remarks>What cannot be read is passed over and named in the view: one locked info file must not hide the backups that
    /// somebody needs to restore. Who deletes must look at <see cref="SeriesView.Failure"/> first.</remarks>
    internal async Task<SeriesView> ReadAsync(StorageListing listing, BackupQuery query, CancellationToken cancellationToken)
    {
        SeriesView view = new(query);
        foreach (BackupFiles[] chunk in listing.Backups.Where(files => query.MayMatch(files.Name)).Chunk(InfosAtOnce))
        {
            view.Add(await Task.WhenAll(chunk.Select(files => ReadAsync(files, cancellationToken))).ConfigureAwait(false));
            if (view.IsEnough)
            {
                break;
            }
        }

        return view;
    }

    /// <summary>Returns the files that are none of ours, as problems.</summary>
    internal IEnumerable<CatalogProblem> ForeignFiles(StorageListing listing) => _problems.Foreign(listing);

    /// <summary>Tells whether a pin holds a backup now, whatever an earlier listing said.</summary>
    internal async Task<bool> IsPinnedAsync(BackupName name, CancellationToken cancellationToken) =>
        (await ReadPinAsync(name, cancellationToken).ConfigureAwait(false)).HoldsAt(time.GetUtcNow());

    /// <summary>Reads a backup's pin as it is now.</summary>
    internal async Task<PinReading> ReadPinAsync(BackupName name, CancellationToken cancellationToken)
    {
        try
        {
            string file = name.File(BackupFile.PinExtension);
            return PinReading.Of(await requests.GetAsync(file, BackupInfoFile.MaximumBytes, cancellationToken).ConfigureAwait(false));
        }
        catch (StorageObjectNotFoundException)
        {
            return PinReading.None;
        }
    }

    /// <summary>Returns what is odd about a backup's files, from their names alone.</summary>
    internal IEnumerable<CatalogProblem> ProblemsOf(BackupFiles files) => _problems.Of(files, time.GetUtcNow());

    /// <summary>Says what a backup is, from its listed files and the bytes of its info file. Its pin is not read.</summary>
    internal BackupReading Judge(BackupFiles files, byte[] info)
    {
        List<CatalogProblem> problems = [.. ProblemsOf(files)];
        try
        {
            BackupEntry? entry = Entry(files, BackupInfoFile.Read(info, files.Name), problems);
            return new BackupReading(entry, problems);
        }
        catch (BackupInfoFormatException exception)
        {
            return new BackupReading(null, [.. problems, _problems.BadInfo(files.Info!, exception)]);
        }
    }

    private async Task<BackupReading> ReadAsync(BackupFiles files, CancellationToken cancellationToken)
    {
        List<CatalogProblem> problems = [.. ProblemsOf(files)];
        if (files.Info is null || files.Archives.Count == 0)
        {
            return new BackupReading(null, problems);
        }

        try
        {
            BackupInfo info = await infos.ReadAsync(storage, requests, files.Name, files.Info, cancellationToken).ConfigureAwait(false);
            BackupEntry? entry = Entry(files, info, problems);
            return await WithPinAsync(new BackupReading(entry, problems), files.Pin, cancellationToken).ConfigureAwait(false);
        }
        catch (BackupInfoFormatException exception)
        {
            return new BackupReading(null, [.. problems, _problems.BadInfo(files.Info, exception)]);
        }
        catch (StorageObjectNotFoundException)
        {
            return new BackupReading(null, problems); // deleted since it was listed: no backup any more, and nothing odd
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            return new BackupReading(null, problems, exception);
        }
    }

    private BackupEntry? Entry(BackupFiles files, BackupInfo info, List<CatalogProblem> problems)
    {
        // The modules do not name the archive, and a newer version may name it otherwise.
        string? named = info.Details is { Archive: { Length: > 0 } given } ? given : null;
        StorageObject? archive = named is not null
            ? files.Archives.Find(stored => stored.Name == named)
            : files.Archives is [{ } only] ? only : null;
        if (archive is null)
        {
            problems.AddRange(named is null ? [] : [_problems.InfoWithoutArchive(files.Info!)]);
            return null;
        }

        bool wrongSize = info.Details is { IsReadable: true } && info.Details.ArchiveBytes != archive.SizeBytes;
        if (wrongSize)
        {
            problems.Add(_problems.WrongSize(archive));
        }

        BackupHealth health = wrongSize ? BackupHealth.Damaged
            : info.Details is { IsReadable: false } ? BackupHealth.Newer
            : files.Archives.Count > 1 ? BackupHealth.Ambiguous
            : BackupHealth.Complete;
        return new BackupEntry(storage, info, archive.Name, archive.SizeBytes, health) { ArchiveVersion = archive.Version };
    }

    private async Task<BackupReading> WithPinAsync(BackupReading reading, StorageObject? pinFile, CancellationToken cancellationToken)
    {
        if (pinFile is null || reading.Entry is null)
        {
            return reading;
        }

        try
        {
            PinReading pin = await ReadPinAsync(reading.Entry.Name, cancellationToken).ConfigureAwait(false);
            bool holds = pin.HoldsAt(time.GetUtcNow());
            return reading with { Entry = reading.Entry with { Pin = pin.Pin, IsPinned = holds, HasEndedPin = !holds } };
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            // The backup can be restored whatever its pin says; until it can be read, it pins.
            return reading with { Entry = reading.Entry with { IsPinned = true }, Failure = exception };
        }
    }
}
