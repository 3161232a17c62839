namespace BackupSh.Catalog;

/// <summary>What an info file says of its backup.</summary>
/// <remarks>Format: <c>docs/format.md</c>. The section <c>[common]</c> is the one that the Awkhad modules write and read.</remarks>
public sealed record BackupInfo
{
    /// <summary>Gets the backup's name: the keys <c>database</c> and <c>upload_datetime</c>.</summary>
    public required BackupName Name { get; init; }

    /// <summary>Gets a value indicating whether the archive is encrypted.</summary>
    public required bool Encrypted { get; init; }

    /// <summary>Gets the archive's size in MiB, as the modules count it. Zero or more.</summary>
    public required double SizeMebibytes { get; init; }

    /// <summary>Gets the kind of storage it was written to, for example <c>local</c> or <c>awkhad_backup_sh</c> (S3).</summary>
    public required string StorageService { get; init; }

    /// <summary>Gets what BackupSh adds, or <see langword="null"/> for a backup that the modules wrote.</summary>
    public BackupDetails? Details { get; init; }

    /// <summary>Gets keys of other sections, and unknown keys of ours, in the file's order. They survive a rewrite.</summary>
    public IReadOnlyList<BackupInfoEntry> UnknownEntries { get; init; } = [];
}
