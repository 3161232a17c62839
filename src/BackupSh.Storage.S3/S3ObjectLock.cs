namespace BackupSh.Storage.S3;

/// <summary>How objects with a retention time are locked.</summary>
public enum S3ObjectLock
{
    /// <summary>Not at all: a retention time is ignored.</summary>
    None,

    /// <summary>Whoever has the permission to bypass governance can still delete.</summary>
    Governance,

    /// <summary>Nobody can delete, not even the account's owner, until the time is over.</summary>
    Compliance,
}
