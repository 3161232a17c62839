namespace BackupSh.Checks;

/// <summary>What a check looks at.</summary>
public enum CheckKind
{
    /// <summary>The configuration can be used. The subject is a path in it, or empty.</summary>
    Configuration,

    /// <summary>A source could be backed up now. The subject is the source's name, as for every kind of its group.</summary>
    Source,

    /// <summary>A job's archives can be encrypted. The subject is the job's name.</summary>
    Encryption,

    /// <summary>This host can decrypt what a job's archives are encrypted with. The subject is the job's name.</summary>
    Decryption,

    /// <summary>A storage answers. The subject is the storage's name, here and below.</summary>
    StorageListing,

    /// <summary>An object can be stored, is listed, and reads back as it was written.</summary>
    StorageWriting,

    /// <summary>A name that is taken cannot be taken again, also not by two hosts at once.</summary>
    StorageClaim,

    /// <summary>An object can be deleted, as rotation does.</summary>
    StorageDeletion,

    /// <summary>The storage's clock agrees with this machine's.</summary>
    StorageClock,

    /// <summary>There is room for the next backups. Only of storages that tell their room.</summary>
    StorageSpace,

    /// <summary>What a storage's credentials may do. Only of a <see cref="StorageTrial"/>.</summary>
    StorageRights,

    /// <summary>A storage keeps the promises of its contract. Only of those who try them out, as <c>backupsh check --deep</c> does.</summary>
    StorageContract,

    /// <summary>Schedules may run on this host. The subject is empty; only there if they may not, or if the catalog does not say.</summary>
    Schedules,
}
