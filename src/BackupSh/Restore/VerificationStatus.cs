namespace BackupSh.Restore;

/// <summary>What a verification found.</summary>
public enum VerificationStatus
{
    /// <summary>The archive is the one its info file describes, and decrypts and decompresses to content of the right size and hash.</summary>
    Verified,

    /// <summary>The archive is the one its info file describes; it was not decrypted, because this host has no keys for reading.</summary>
    Intact,

    /// <summary>The archive is the one its info file describes, but none of this host's keys decrypts it.</summary>
    WrongKey,

    /// <summary>The archive is not the one its info file describes, or cannot be read.</summary>
    Damaged,
}
