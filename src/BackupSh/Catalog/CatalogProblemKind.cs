namespace BackupSh.Catalog;

/// <summary>What is odd in a storage. None of it is ever deleted by itself.</summary>
public enum CatalogProblemKind
{
    /// <summary>A file that is none of ours.</summary>
    ForeignFile,

    /// <summary>An archive without an info file: no backup.</summary>
    ArchiveWithoutInfo,

    /// <summary>An info file without its archive: no backup any more.</summary>
    InfoWithoutArchive,

    /// <summary>Several archives for one info file.</summary>
    SeveralArchives,

    /// <summary>An info file that cannot be read, or contradicts its name.</summary>
    BadInfo,

    /// <summary>An archive whose size is not the one that its info file says.</summary>
    WrongSize,

    /// <summary>A claim whose run has ended long ago.</summary>
    StaleClaim,

    /// <summary>A pin without a backup.</summary>
    PinWithoutBackup,
}
