namespace BackupSh.Cli.Setup;

/// <summary>What is backed up. The words are those of <c>Type</c> in the configuration.</summary>
internal enum SourceKind
{
    /// <summary>A SQLite database.</summary>
    Sqlite,

    /// <summary>A folder with all that is in it.</summary>
    Folder,
}
