namespace BackupSh.Catalog;

/// <summary>What an info file says of its backup.</summary>
/// <remarks>Format: <c>docs/format.md</c>. The section <c>[common]</c> is the one that the Awkhad modules write and read.</remarks>
public sealed record BackupInfo
{
    private const double BytesPerMebibyte = 1024 * 1024;

    /// <summary>Gets the backup's name: the keys <c>database</c> and <c>upload_datetime</c>.</summary>
    public required BackupName Name { get; init; }

    /// <summary>Gets a value indicating whether the archive is encrypted.</summary>
    public required bool Encrypted { get; init; }

    /// <summary>Gets the archive's size in MiB, as the modules count it: 0 to 2^43 (2^63 bytes).</summary>
    public required double SizeMebibytes { get; init; }

    /// <summary>Gets the kind of storage it was written to, for example <c>local</c> or <c>awkhad_backup_sh</c> (S3).</summary>
    public required string StorageService { get; init; }

    /// <summary>Gets what BackupSh adds, or <see langword="null"/> for a backup that the modules wrote.</summary>
    public BackupDetails? Details { get; init; }

    /// <summary>Gets keys of other sections, and unknown keys of ours, in the file's order. They survive a rewrite; a
    /// section without keys, and comments, do not.</summary>
    public IReadOnlyList<BackupInfoEntry> UnknownEntries { get; init; } = [];

    /// <summary>Gets the archive's size in bytes: exact for our backups, and for those of the modules as far as
    /// <see cref="SizeMebibytes"/> tells.</summary>
    public long SizeBytes => Details is { IsReadable: true } details ? details.ArchiveBytes : (long)Math.Round(SizeMebibytes * BytesPerMebibyte);

    /// <summary>Returns a size in bytes as <see cref="SizeMebibytes"/> counts it.</summary>
    /// <param name="bytes">The size. Zero or more.</param>
    /// <returns>The size in MiB.</returns>
    public static double ToMebibytes(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        return bytes / BytesPerMebibyte;
    }
}
