using System.Collections.Concurrent;
using BackupSh.Storage;

namespace BackupSh.Catalog;

/// <summary>Reads info files, each version once: they are never rewritten.</summary>
internal sealed class InfoReader
{
    private readonly ConcurrentDictionary<(string Storage, string Name, long Size, DateTimeOffset Modified, string? Version), BackupInfo> _known = new();

    /// <summary>Reads an info file.</summary>
    /// <exception cref="BackupInfoFormatException">It is none, or contradicts its name.</exception>
    internal async Task<BackupInfo> ReadAsync(
        string storage, StorageRequests requests, BackupName name, StorageObject file, CancellationToken cancellationToken)
    {
        var key = (storage, file.Name, file.SizeBytes, file.LastModified, file.Version);
        if (_known.TryGetValue(key, out BackupInfo? known))
        {
            return known;
        }

        byte[] content = await requests.GetAsync(file.Name, BackupInfoFile.MaximumBytes, cancellationToken).ConfigureAwait(false);
        return _known.GetOrAdd(key, BackupInfoFile.Read(content, name));
    }
}
