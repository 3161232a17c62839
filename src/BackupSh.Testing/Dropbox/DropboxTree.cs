using System.Globalization;

namespace BackupSh.Testing.Dropbox;

/// <summary>The files and folders of one namespace, and every change of them in its order.</summary>
/// <remarks>Not safe for concurrent use: the account has one lock for all its trees, as the service has one per namespace.</remarks>
internal sealed class DropboxTree
{
    private readonly SortedDictionary<string, DropboxEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<DropboxEntry> _journal = [];
    private long _lastId;

    internal int JournalLength => _journal.Count;

    internal IEnumerable<DropboxEntry> All => _entries.Values;

    internal long UsedBytes => _entries.Values.Sum(entry => entry.SizeBytes);

    /// <summary>Finds what a path, an id or a revision names.</summary>
    internal DropboxEntry? Find(string path)
    {
        if (path.StartsWith('/'))
        {
            return _entries.GetValueOrDefault(path.ToLowerInvariant());
        }

        return path.StartsWith("rev:", StringComparison.Ordinal)
            ? _journal.Find(entry => entry.IsFile && entry.Rev == path[4..])
            : _entries.Values.FirstOrDefault(entry => entry.Id == path);
    }

    internal IEnumerable<DropboxEntry> Below(string folderLower, bool recursive) => _entries.Values.Where(
        entry => IsBelow(entry, folderLower, recursive));

    /// <summary>Returns the changes below a folder since a place in the journal.</summary>
    internal IEnumerable<DropboxEntry> Changes(int since, string folderLower, bool recursive) =>
        _journal.Skip(since).Where(entry => IsBelow(entry, folderLower, recursive));

    /// <summary>Returns the place in the journal behind a change that <see cref="Changes"/> has told.</summary>
    internal int PlaceBehind(DropboxEntry change) => _journal.FindIndex(entry => ReferenceEquals(entry, change)) + 1;

    /// <summary>Puts a file or folder there, and the folders above it.</summary>
    internal DropboxEntry Put(DropboxEntry entry)
    {
        foreach (string ancestor in DropboxPath.AncestorsOf(entry.PathDisplay))
        {
            if (Find(ancestor) is null)
            {
                Set(new DropboxEntry(ancestor, NewId()));
            }
        }

        // A file that replaces another one keeps its id, as a new revision of it.
        DropboxEntry placed = entry with { Rev = entry.Content is null ? "" : NewRev() };
        Set(placed);
        return placed;
    }

    internal void Remove(DropboxEntry entry)
    {
        foreach (DropboxEntry gone in Below(entry.PathLower, recursive: true).Append(entry).ToList())
        {
            _entries.Remove(gone.PathLower);
            _journal.Add(gone with { IsDeleted = true, SizeBytes = 0 });
        }
    }

    internal string NewId() => "id:" + (++_lastId).ToString("D22", CultureInfo.InvariantCulture);

    private static bool IsBelow(DropboxEntry entry, string folderLower, bool recursive) =>
        entry.PathLower.StartsWith(folderLower + "/", StringComparison.Ordinal)
        && (recursive || !entry.PathLower.AsSpan(folderLower.Length + 1).Contains('/'));

    private string NewRev() => (++_lastId).ToString("x15", CultureInfo.InvariantCulture);

    private void Set(DropboxEntry entry)
    {
        _entries[entry.PathLower] = entry;
        _journal.Add(entry);
    }
}
