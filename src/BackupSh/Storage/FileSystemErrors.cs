using BackupSh.Shared;

namespace BackupSh.Storage;

/// <summary>Says in our words what the file system said in numbers. The only place that knows them.</summary>
internal static class FileSystemErrors
{
    private static readonly Dictionary<FileSystemFault, (string Code, bool IsTransient)> Texts = new()
    {
        [FileSystemFault.DiskFull] = ("BSH0210", false),
        [FileSystemFault.QuotaExceeded] = ("BSH0211", false),
        [FileSystemFault.FileTooLarge] = ("BSH0212", false),
        [FileSystemFault.ReadOnly] = ("BSH0213", false),
        [FileSystemFault.AccessDenied] = ("BSH0214", false),
        [FileSystemFault.DirectoryMissing] = ("BSH0215", false),
        [FileSystemFault.NotADirectory] = ("BSH0216", false),
        [FileSystemFault.NameTooLong] = ("BSH0217", false),
        [FileSystemFault.InUse] = ("BSH0218", true),
        [FileSystemFault.TooManyOpenFiles] = ("BSH0219", true),
        [FileSystemFault.Unreachable] = ("BSH0220", true),
        [FileSystemFault.DeviceFailed] = ("BSH0221", false),
        [FileSystemFault.NoCreateOnly] = ("BSH0222", false),
        [FileSystemFault.Unknown] = ("BSH0229", false),
    };

    /// <summary>Tells whether an exception is of the file system, and not of ours or of who calls.</summary>
    /// <remarks>The BCL reports EFBIG, a write beyond what a file may hold, as an <see cref="ArgumentOutOfRangeException"/>.</remarks>
    internal static bool IsOfFileSystem(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    /// <summary>Makes a storage's exception of a file system's.</summary>
    /// <param name="exception">One for which <see cref="IsOfFileSystem"/> holds.</param>
    /// <param name="directory">Where it happened.</param>
    /// <param name="objectName">The object concerned, or <see langword="null"/>.</param>
    internal static StorageException Translate(Exception exception, StorageDirectory directory, string? objectName) =>
        Make(Classify(exception), exception, directory, objectName);

    /// <summary>Makes an exception of a fault that no exception told.</summary>
    internal static StorageException Of(FileSystemFault fault, StorageDirectory directory) =>
        Make(fault, exception: null, directory, objectName: null);

    internal static FileSystemFault Classify(Exception exception) => exception switch
    {
        PathTooLongException => FileSystemFault.NameTooLong,
        DirectoryNotFoundException or FileNotFoundException => FileSystemFault.DirectoryMissing,
        UnauthorizedAccessException => FileSystemFault.AccessDenied,
        ArgumentOutOfRangeException => FileSystemFault.FileTooLarge,
        EndOfStreamException => FileSystemFault.DeviceFailed,
        _ when (exception.HResult & 0xFFFF0000) == 0x80070000 => OfWindows(exception.HResult & 0xFFFF),
        _ => OfErrno(exception.HResult),
    };

    // Source: errno(3) on Linux; sys/errno.h on macOS where another number is named. The numbers of one that the other
    // system uses too mean things there that no file operation returns.
    private static FileSystemFault OfErrno(int error) => error switch
    {
        28 => FileSystemFault.DiskFull, // ENOSPC
        122 or 69 => FileSystemFault.QuotaExceeded, // EDQUOT, macOS 69
        27 => FileSystemFault.FileTooLarge, // EFBIG
        30 => FileSystemFault.ReadOnly, // EROFS
        1 or 13 => FileSystemFault.AccessDenied, // EPERM, EACCES
        2 => FileSystemFault.DirectoryMissing, // ENOENT
        20 => FileSystemFault.NotADirectory, // ENOTDIR
        36 or 63 => FileSystemFault.NameTooLong, // ENAMETOOLONG, macOS 63
        11 or 16 or 26 or 35 => FileSystemFault.InUse, // EAGAIN, EBUSY, ETXTBSY, macOS 35
        23 or 24 => FileSystemFault.TooManyOpenFiles, // ENFILE, EMFILE
        107 or 110 or 112 or 113 or 116 => FileSystemFault.Unreachable, // ENOTCONN, ETIMEDOUT, EHOSTDOWN, EHOSTUNREACH, ESTALE
        60 or 70 => FileSystemFault.Unreachable, // ETIMEDOUT and ESTALE on macOS
        5 or 6 or 19 or 117 => FileSystemFault.DeviceFailed, // EIO, ENXIO, ENODEV, EUCLEAN
        38 or 45 or 95 => FileSystemFault.NoCreateOnly, // ENOSYS, macOS 45, EOPNOTSUPP: neither such a rename nor a link
        _ => FileSystemFault.Unknown,
    };

    // Source: winerror.h.
    private static FileSystemFault OfWindows(int error) => error switch
    {
        39 or 112 => FileSystemFault.DiskFull, // ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
        1295 => FileSystemFault.QuotaExceeded, // ERROR_DISK_QUOTA_EXCEEDED
        223 => FileSystemFault.FileTooLarge, // ERROR_FILE_TOO_LARGE
        19 => FileSystemFault.ReadOnly, // ERROR_WRITE_PROTECT
        5 => FileSystemFault.AccessDenied, // ERROR_ACCESS_DENIED
        2 or 3 or 15 or 21 => FileSystemFault.DirectoryMissing, // ERROR_FILE_NOT_FOUND, _PATH_NOT_FOUND, _INVALID_DRIVE, _NOT_READY
        267 => FileSystemFault.NotADirectory, // ERROR_DIRECTORY
        206 => FileSystemFault.NameTooLong, // ERROR_FILENAME_EXCED_RANGE
        32 or 33 => FileSystemFault.InUse, // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
        4 => FileSystemFault.TooManyOpenFiles, // ERROR_TOO_MANY_OPEN_FILES
        51 or 53 or 59 => FileSystemFault.Unreachable, // ERROR_REM_NOT_LIST, _BAD_NETPATH, _UNEXP_NET_ERR
        64 or 67 or 121 => FileSystemFault.Unreachable, // ERROR_NETNAME_DELETED, _BAD_NET_NAME, _SEM_TIMEOUT
        23 or 483 or 1117 => FileSystemFault.DeviceFailed, // ERROR_CRC, _DEVICE_HARDWARE_ERROR, _IO_DEVICE
        _ => FileSystemFault.Unknown,
    };

    private static StorageException Make(FileSystemFault fault, Exception? exception, StorageDirectory directory, string? objectName)
    {
        (string code, bool isTransient) = Texts[fault];
        string subject = objectName is null ? "" : $" (object '{objectName}')";
        BackupShError error = ErrorTexts.Error(
            code, directory.Path, directory.StorageName, subject, directory.DescribeFreeSpace(), exception?.Message);
        return new StorageException(directory.StorageName, objectName, error, exception, isTransient);
    }
}
