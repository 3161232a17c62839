using System.Text;
using BackupSh.Backups;
using BackupSh.Catalog.Store;
using BackupSh.Diagnostics;
using BackupSh.Storage;

namespace BackupSh.Catalog.Sync;

/// <summary>Reads the info files of one storage that are new or changed, and remembers them.</summary>
internal sealed class StorageReading(CatalogStore store, StorageTarget target, SeriesReader reader, KnownCopies known)
{
    // Info files are small and storages far: a few at once hide the way without flooding anybody.
    private const int InfosAtOnce = 16;

    // Few enough to be held in memory, enough to make a transaction worth its while.
    private const int RecordsAtOnce = 512;

    private readonly Dictionary<BackupName, BackupDocument> _whole = [];
    private readonly List<CatalogProblem> _problems = [];
    private readonly List<CatalogRecord> _unwritten = [];
    private readonly List<BackupName> _added = [];

    internal int Backups { get; private set; }

    internal long ArchiveBytes { get; private set; }

    /// <summary>Gets the backups that are new or changed, newest first.</summary>
    internal IEnumerable<BackupName> Added => _added.OrderDescending();

    internal IReadOnlyList<CatalogProblem> Problems => _problems;

    internal IReadOnlyDictionary<BackupName, BackupDocument> Whole => _whole;

    /// <summary>Gets why not every info file could be read, or null.</summary>
    internal Exception? Failure { get; private set; }

    internal async Task ReadAsync(IEnumerable<BackupFiles> listed, CancellationToken cancellationToken)
    {
        List<BackupFiles> unseen = [];
        foreach (BackupFiles files in listed)
        {
            if (!files.IsBackup)
            {
                _problems.AddRange(reader.ProblemsOf(files));
            }
            else if (known.Find(files.Name) is { } document && document.IsSeen(files))
            {
                Take(files, document);
            }
            else
            {
                unseen.Add(files);
            }
        }

        await ReadUnseenAsync(unseen, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadUnseenAsync(List<BackupFiles> unseen, CancellationToken cancellationToken)
    {
        foreach (BackupFiles[] chunk in unseen.Chunk(InfosAtOnce))
        {
            await Task.WhenAll(chunk.Select(files => ReadAsync(files, cancellationToken))).ConfigureAwait(false);
            if (_unwritten.Count >= RecordsAtOnce)
            {
                await WriteAsync(cancellationToken).ConfigureAwait(false);
            }

            // A storage that is out of reach would cost a timeout for each.
            if (Failure is BackupShException { IsTransient: true })
            {
                break;
            }
        }

        await WriteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadAsync(BackupFiles files, CancellationToken cancellationToken)
    {
        try
        {
            byte[] content = await target.Requests.GetAsync(files.Info!.Name, BackupInfoFile.MaximumBytes, cancellationToken).ConfigureAwait(false);
            lock (_unwritten)
            {
                Remember(files, content);
            }
        }
        catch (StorageObjectNotFoundException)
        {
            // Deleted since it was listed: the next sync says so.
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            lock (_unwritten)
            {
                Failure ??= exception;
            }
        }
    }

    private void Remember(BackupFiles files, byte[] content)
    {
        BackupEntry? entry = reader.Judge(files, content).Entry;
        BackupDocument document = new()
        {
            InfoFile = files.Info,
            Archives = [.. files.Archives],
            Info = Encoding.Latin1.GetString(content),
            Health = entry?.Health,
            Job = entry?.Info.Details?.Job,
            Instance = entry?.Info.Details?.Instance,
        };
        _unwritten.Add(document.ToRecord(target.Name, files.Name));
        Take(files, document);
        if (document.Health is not null)
        {
            _added.Add(files.Name);
        }
    }

    private void Take(BackupFiles files, BackupDocument document)
    {
        bool isWhole = document.Health == BackupHealth.Complete;
        _problems.AddRange(isWhole ? reader.ProblemsOf(files) : reader.Judge(files, document.InfoBytes).Problems);
        if (document.Health is null)
        {
            return;
        }

        Backups++;
        ArchiveBytes += document.ArchiveBytes;
        if (isWhole)
        {
            _whole[files.Name] = document with { Info = "" };
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        await store.WriteAsync(_unwritten, cancellationToken).ConfigureAwait(false);
        _unwritten.Clear();
    }
}
