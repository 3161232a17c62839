namespace BackupSh.Catalog;

/// <summary>Whether a backup can be counted on, as far as its storage's listing and its info file tell.</summary>
public enum BackupHealth
{
    /// <summary>Archive and info file are there and agree.</summary>
    Complete,

    /// <summary>The archive has another size than its info file says.</summary>
    Damaged,

    /// <summary>A newer version of BackupSh wrote it: it is listed, and otherwise left alone.</summary>
    Newer,

    /// <summary>There are other archives of the same name beside it: it can be restored, and is never rotated.</summary>
    Ambiguous,
}
