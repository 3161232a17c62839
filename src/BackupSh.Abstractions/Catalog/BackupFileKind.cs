namespace BackupSh.Catalog;

/// <summary>What a file beside others in a storage is.</summary>
public enum BackupFileKind
{
    /// <summary>A backup's payload.</summary>
    Archive,

    /// <summary>A backup's info file: its commit record.</summary>
    Info,

    /// <summary>A mark that keeps a backup from being rotated.</summary>
    Pin,

    /// <summary>A run's claim on a name, while it uploads.</summary>
    Claim,
}
