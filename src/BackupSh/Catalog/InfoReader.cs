using System.Collections.Concurrent;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>Reads info files, each version once: they are never rewritten.</summary>
internal sealed class InfoReader
{
    private readonly ConcurrentDictionary<(string Storage, string File), Known> _known = new();

    /// <summary>Reads an info file.</summary>
    /// <exception cref="BackupInfoFormatException">It is none, or contradicts its name.</exception>
    internal async Task<BackupInfo> ReadAsync(
        string storage, StorageRequests requests, BackupName name, StorageObject file, CancellationToken cancellationToken)
    {
        var key = (storage, file.Name);
        if (_known.TryGetValue(key, out Known? known) && known.File == file)
        {
            return known.Info;
        }

        byte[] content = await requests.GetAsync(file.Name, BackupInfoFile.MaximumBytes, cancellationToken).ConfigureAwait(false);
        BackupInfo info = BackupInfoFile.Read(content, name);
        _known[key] = new Known(file, info);
        return info;
    }

    /// <summary>Forgets what a storage does not list any more, so that a host which runs for years does not remember years of
    /// rotated backups.</summary>
    /// <param name="storage">The storage's name.</param>
    /// <param name="prefix">The prefix that was listed.</param>
    /// <param name="listing">What was found.</param>
    internal void ForgetAllBut(string storage, string prefix, StorageListing listing)
    {
        HashSet<string> listed = new(listing.Backups.Select(files => files.Info?.Name).OfType<string>(), StringComparer.Ordinal);
        foreach (((string Storage, string File) key, _) in _known)
        {
            if (key.Storage == storage && key.File.StartsWith(prefix, StringComparison.Ordinal) && !listed.Contains(key.File))
            {
                _known.TryRemove(key, out _);
            }
        }
    }

    private sealed record Known(StorageObject File, BackupInfo Info);
}
