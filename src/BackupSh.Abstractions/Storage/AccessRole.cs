namespace BackupSh.Storage;

/// <summary>Who uses a storage. Three sets of credentials, so that none can do everything.</summary>
public enum AccessRole
{
    /// <summary>Makes backups: lists, reads and creates objects, and deletes nothing but claims (<c>*.claim</c>). Whoever steals
    /// its credentials cannot delete backups.</summary>
    Writer,

    /// <summary>Rotates backups and sweeps leftovers: lists, reads and deletes objects, and creates none.</summary>
    Pruner,

    /// <summary>Verifies and restores backups: lists and reads objects.</summary>
    Restorer,
}
