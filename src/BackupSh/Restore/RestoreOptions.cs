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

    /// <summary>Gets a value indicating whether sessions that hold a target which shall be replaced are ended. The default is
    /// <see langword="false"/>: they are listed in an error.</summary>
    public bool Disconnect { get; init; }

    /// <summary>Gets a value indicating whether the restored data take the place of the original, which is gone, and keep its
    /// identity. The default is <see langword="false"/>: an Awkhad database then gets an identity of its own.</summary>
    public bool Move { get; init; }

    /// <summary>Gets the storage to read from, or <see langword="null"/> for the first that has a whole copy, in the order
    /// in which the storages are configured.</summary>
    public string? Storage { get; init; }

    /// <summary>Gets the source that restores, or <see langword="null"/> for the one that made the backup.</summary>
    public string? Source { get; init; }

    /// <summary>Gets who is told how far the restore is, or <see langword="null"/>.</summary>
    public IProgress<BackupProgress>? Progress { get; init; }
}
