namespace BackupSh.Sources.Folder;

/// <summary>Which folder to back up, and how.</summary>
public sealed class FolderSourceOptions
{
    /// <summary>Gets or sets the folder. All that is in it is backed up, and its own mode and time.</summary>
    /// <value>A path to a folder, or to a link to one. In a configuration, a relative path counts from the configuration's
    /// folder; in code, from the working directory. Required, except to restore only.</value>
    public string? Directory { get; set; }

    /// <summary>Gets or sets the name that backups carry.</summary>
    /// <value>1 to 200 bytes of UTF-8. The default is the folder's name; the root of a file system has none.</value>
    public string? Database { get; set; }

    /// <summary>Gets or sets what is left out.</summary>
    /// <value>Patterns as in a <c>.gitignore</c>, matched against paths from the folder with <c>/</c> between names:
    /// <c>*.tmp</c>, <c>/cache/</c>, <c>logs/**/*.gz</c>, <c>!keep.tmp</c>. The last pattern that matches decides. Empty by default.
    /// What lies in a folder that is left out is not looked at. The whole grammar: <c>docs/sources/folder.md</c>.</value>
    public IList<string> Exclude { get; set; } = [];

    /// <summary>Gets or sets the name of a file that keeps what lies beside it out of the backup.</summary>
    /// <value>The default is <c>.nobackup</c>. A folder that holds such a file is kept empty. <see langword="null"/> or
    /// empty switches it off.</value>
    public string? ExcludeMarker { get; set; } = ".nobackup";

    /// <summary>Gets or sets a value indicating whether other file systems that are mounted below the folder are left out.</summary>
    /// <value>The default is <see langword="false"/>. Mount points are kept as empty folders. Linux only.</value>
    public bool OneFileSystem { get; set; }

    /// <summary>Gets or sets a value indicating whether a restore gives files to the users and groups that had them.</summary>
    /// <value>The default is <see langword="true"/>. By their numbers, on Linux, and only if root restores; else everything
    /// belongs to who restores.</value>
    public bool RestoreOwners { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether a restore makes pipes and devices.</summary>
    /// <value>The default is <see langword="false"/>: they are passed over with a warning.</value>
    public bool RestoreDevices { get; set; }

    /// <summary>Gets or sets a value indicating whether a restore keeps the set-user-id and set-group-id bits of files.</summary>
    /// <value>The default is <see langword="false"/>: they are dropped with a warning. Folders keep theirs, which only say
    /// whose group new files have.</value>
    public bool RestoreSetUserIdBits { get; set; }
}
