using BackupSh.Backups;
using BackupSh.Restore;
using BackupSh.Sources;

namespace BackupSh.Catalog.Sync;

/// <summary>A stored archive as a source: its bytes as they are, ended only when their number and hash are those of the info file.</summary>
internal sealed class ReplicaSource(StorageTarget from, BackupEntry entry) : IBackupSource
{
    private const int BufferBytes = 128 * 1024;

    public SourceDescription Describe(string? database = null) => new("replica", entry.Name.Database, "replica") { RestoreCommand = "" };

    public async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
    {
        OpenedArchive archive = ArchiveReader.OpenArchive(from, entry);
        await using (archive.ConfigureAwait(false))
        {
            Exception? unreadable = await archive.ReadAsync(
                content => content.CopyToAsync(destination, BufferBytes, cancellationToken), cancellationToken).ConfigureAwait(false);
            return unreadable is null ? new SourceReport() : throw unreadable;
        }
    }
}
