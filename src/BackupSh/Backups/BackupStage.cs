namespace BackupSh.Backups;

/// <summary>What is being done.</summary>
public enum BackupStage
{
    /// <summary>A name is allocated and claimed.</summary>
    Preparing,

    /// <summary>The source is dumped, compressed, encrypted and uploaded, all at once.</summary>
    Writing,

    /// <summary>The archives are checked and the info files written.</summary>
    Committing,

    /// <summary>Backups that a storage has missed before are copied to it.</summary>
    Healing,

    /// <summary>Old backups are rotated.</summary>
    Rotating,

    /// <summary>An archive is read and checked.</summary>
    Reading,
}
