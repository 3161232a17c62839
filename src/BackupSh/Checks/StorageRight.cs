namespace BackupSh.Checks;

/// <summary>What credentials may do in a storage.</summary>
public enum StorageRight
{
    /// <summary>See which objects there are.</summary>
    List,

    /// <summary>Store an object under a name that is free.</summary>
    Create,

    /// <summary>Read an object.</summary>
    Read,

    /// <summary>Lock an object until a date, so that nobody deletes it before.</summary>
    Lock,

    /// <summary>Delete an object.</summary>
    Delete,

    /// <summary>Remove the parts of an upload that was given up. No storage tells whether it did.</summary>
    AbortUpload,
}
