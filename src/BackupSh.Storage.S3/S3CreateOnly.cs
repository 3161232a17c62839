namespace BackupSh.Storage.S3;

/// <summary>Which objects the server creates only if their names are free (<c>If-None-Match: *</c>).</summary>
public enum S3CreateOnly
{
    /// <summary>Amazon S3: all. Elsewhere it is tried out before the first upload, with an object <c>.backupsh-probe</c> that is removed again.</summary>
    Auto,

    /// <summary>None: the condition is not sent.</summary>
    Never,

    /// <summary>Those that one request stores: claims, info files and pins. Ceph 16 ignores the condition for the others.</summary>
    SmallObjects,

    /// <summary>Those of many parts, too.</summary>
    AllObjects,
}
