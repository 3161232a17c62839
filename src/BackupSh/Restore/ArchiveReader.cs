using System.Runtime.ExceptionServices;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Compression;
using BackupSh.Encryption;
using BackupSh.IO;
using BackupSh.Shared;

namespace BackupSh.Restore;

/// <summary>Opens archives: storage → size and hash → decrypt → decompress → size and hash.</summary>
internal sealed class ArchiveReader(JobEncryptors encryptors)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Opens an archive as it is stored, checked against its info file at its end.</summary>
    internal static OpenedArchive OpenArchive(StorageTarget target, BackupEntry entry, Action<long>? onBytes = null)
    {
        CheckedReadStream archive = Archive(Stored(target, entry), entry, onBytes);
        return new OpenedArchive(entry, archive, [archive]);
    }

    /// <summary>Opens the source's content.</summary>
    /// <exception cref="BackupDecryptionException">No key is there at all.</exception>
    internal OpenedArchive OpenContent(StorageTarget target, BackupEntry entry, Action<long>? onBytes = null) =>
        OpenContent(Stored(target, entry), entry, onBytes);

    /// <summary>Opens the source's content in a stored archive, which it owns.</summary>
    /// <exception cref="BackupDecryptionException">No key is there at all.</exception>
    internal OpenedArchive OpenContent(Stream stored, BackupEntry entry, Action<long>? onBytes = null)
    {
        IBackupEncryptor? decryptor = entry.Info.Encrypted ? encryptors.ForReading(entry) : null;
        CheckedReadStream archive = Archive(stored, entry, onBytes);
        Stream decrypted = decryptor?.OpenDecrypt(archive) ?? archive;
        ArchiveCompression compression = ArchiveCompression.OfArchive(entry.Archive);
        Stream decompressed = compression.OpenDecompress(decrypted, (what, cause) => Damaged(entry, what, cause));
        CheckedReadStream content = new(
            decompressed, entry.Info.Details?.PlaintextBytes, entry.Info.Details?.PlaintextSha256, what => Damaged(entry, "its content: " + what));
        return new OpenedArchive(entry, archive, [content, decrypted, archive]);
    }

    /// <summary>Opens the source's content for a reader that executes it: its first read verifies the whole archive first.</summary>
    /// <exception cref="BackupDecryptionException">No key is there at all.</exception>
    internal OpenedArchive OpenContentTwice(StorageTarget target, BackupEntry entry, ProgressReporter reporter)
    {
        ChunkDigests digests = new();
        VerifiedFirstStream stored = new(VerifyAsync, () => new ReleasingReadStream(Stored(target, entry), digests, () => Different(entry)));
        return OpenContent(stored, entry, reporter.Advance);

        async Task VerifyAsync(CancellationToken cancellationToken)
        {
            OpenedArchive archive = OpenContent(new RecordingReadStream(Stored(target, entry), digests), entry, reporter.Advance);
            await using (archive.ConfigureAwait(false))
            {
                Exception? unreadable = await archive.ReadAsync(
                    content => content.CopyToAsync(Stream.Null, BufferBytes, cancellationToken), cancellationToken).ConfigureAwait(false);
                if (unreadable is not null)
                {
                    ExceptionDispatchInfo.Throw(unreadable);
                }
            }

            reporter.Begin(BackupStage.Reading, entry.ArchiveBytes); // again, this time for the one who restores
        }
    }

    /// <summary>Returns the error of an archive that is not what its info file says.</summary>
    internal static BackupShException Damaged(BackupEntry entry, string what, Exception? cause = null) =>
        new(ErrorTexts.Error("BSH0601", entry.Archive, entry.Storage, what), cause);

    private static BackupShException Different(BackupEntry entry) => new(ErrorTexts.Error("BSH0609", entry.Archive, entry.Storage));

    private static ResumingReadStream Stored(StorageTarget target, BackupEntry entry) => new(target.Requests, entry.Archive, entry.ArchiveVersion);

    private static CheckedReadStream Archive(Stream stored, BackupEntry entry, Action<long>? onBytes) => new(
        stored,
        entry.Info.Details?.ArchiveBytes ?? entry.ArchiveBytes,
        entry.Info.Details?.ArchiveSha256,
        what => Damaged(entry, what),
        onBytes);
}
