namespace BackupSh.Sources.Sqlite;

/// <summary>What to do with a database whose journal mode is not WAL, so that its writers wait while it is copied.</summary>
public enum WhenNotWal
{
    /// <summary>Copy it, and warn: no writer can commit until the copy is done.</summary>
    CopyUnderLock,

    /// <summary>Make no backup, and say how to switch the database to WAL.</summary>
    Refuse,
}
