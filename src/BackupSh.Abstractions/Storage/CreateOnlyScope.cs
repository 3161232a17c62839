namespace BackupSh.Storage;

/// <summary>Which objects a storage creates only if their names are free.</summary>
public enum CreateOnlyScope
{
    /// <summary>Objects of a few KiB only: claims, info files and pins, but not archives of many parts.</summary>
    SmallObjects,

    /// <summary>Objects of every size.</summary>
    AllObjects,
}
