namespace BackupSh.Storage;

/// <summary>Options of a storage in a directory.</summary>
public sealed class FileSystemStorageOptions
{
    /// <summary>Gets or sets the directory that holds the objects, and nothing else.</summary>
    /// <value>A path. A relative one counts from the configuration file's folder, in code from the working directory.
    /// Required. Objects lie directly in it; folders below it are neither read nor touched.</value>
    public string Directory { get; set; } = "";

    /// <summary>Gets or sets a value indicating whether the directory is created if it is missing when the storage is first used.</summary>
    /// <value>The default is <see langword="true"/>. Only the last folder of the path is created, readable by its owner
    /// only, and only if its parent exists. A directory that goes missing later is always an error: it was deleted or
    /// unmounted.</value>
    public bool CreateDirectory { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether the directory must lie on another file system than the root's.</summary>
    /// <value>The default is <see langword="false"/>. Set it for a network share or an external disk: while that is not
    /// mounted, every call fails instead of filling the disk below the mount point. Ignored on Windows, where a missing
    /// drive is a missing directory.</value>
    public bool RequireMount { get; set; }

    /// <summary>Gets or sets how old a temporary file of a dead process is before the next upload deletes it.</summary>
    /// <value>At least one hour. The default is 24 hours. Counted from the last write, by the file system's own clock.
    /// A file that a living process still writes is never deleted, however old it is.</value>
    public TimeSpan StaleTemporaryAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Gets or sets a value indicating whether what was written is read again and compared before it is published.</summary>
    /// <value>The default is <see langword="true"/>. On Linux the pages are dropped from the cache first, so that the disk
    /// is read. It costs one more reading of every archive.</value>
    public bool ReadBack { get; set; } = true;
}
