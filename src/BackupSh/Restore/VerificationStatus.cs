namespace BackupSh.Restore;

/// <summary>What a verification found.</summary>
public enum VerificationStatus
{
    /// <summary>The archive is the one its info file describes, and decrypts and decompresses to content of the right size and hash.</summary>
    Verified,

    /// <summary>The archive is the one its info file describes; it was not decrypted, because this host has no keys for reading.</summary>
    Intact,

    /// <summary>The archive is the one its info file describes, but none of this host's keys decrypts it. Of an
    /// archive of the Awkhad modules, whose info file has no hash: it does not decrypt, and so the key is likely to be wrong.</summary>
    WrongKey,

    /// <summary>The archive is not the one its info file describes, or is gone.</summary>
    Damaged,

    /// <summary>Nobody can tell: the storage did not give the archive, or a newer version of BackupSh wrote it.</summary>
    Unreadable,
}
