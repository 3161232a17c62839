using BackupSh.Backups;

namespace BackupSh.Restore;

/// <summary>How to restore a backup.</summary>
public sealed class RestoreOptions
{
    /// <summary>Gets where the restored data shall appear: a new file, folder or database.</summary>
    public required string Target { get; init; }

    /// <summary>Gets a value indicating whether an existing target may be replaced; it is kept beside the new one. The
    /// default is <see langword="false"/>: an existing target is an error.</summary>
    public bool Replace { get; init; }

    /// <summary>Gets the storage to read from, or <see langword="null"/> for the first that has a whole copy, in the order
    /// in which the storages are configured.</summary>
    public string? Storage { get; init; }

    /// <summary>Gets the source that restores, or <see langword="null"/> for the one that made the backup.</summary>
    public string? Source { get; init; }

    /// <summary>Gets who is told how far the restore is, or <see langword="null"/>.</summary>
    public IProgress<BackupProgress>? Progress { get; init; }
}
