namespace BackupSh.Storage;

/// <summary>What a file system can have against a call.</summary>
internal enum FileSystemFault
{
    Unknown,
    DiskFull,
    QuotaExceeded,
    FileTooLarge,
    ReadOnly,
    AccessDenied,
    DirectoryMissing,
    NotADirectory,
    NameTooLong,
    InUse,
    TooManyOpenFiles,
    Unreachable,
    DeviceFailed,
    NoCreateOnly,
}
