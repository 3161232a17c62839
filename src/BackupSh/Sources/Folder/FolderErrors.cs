using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Sources.Tar;
using BackupSh.Storage;

namespace BackupSh.Sources.Folder;

/// <summary>Says what a file system's failures mean for a folder.</summary>
/// <param name="source">The source's name.</param>
internal sealed class FolderErrors(string source)
{
    // Source: errno(3): ELOOP is what opening a link says that is not to be followed.
    private const int TooManyLinks = 40;

    internal BackupSourceException Of(string code, params object?[] arguments) => new(source, ErrorTexts.Error(code, arguments));

    /// <summary>Translates a failure of the backed up folder itself.</summary>
    internal BackupSourceException Unreadable(string folder, Exception exception) => FileSystemErrors.Classify(exception) switch
    {
        FileSystemFault.DirectoryMissing => new(source, ErrorTexts.Error("BSH0355", folder), exception),
        FileSystemFault.NotADirectory => new(source, ErrorTexts.Error("BSH0356", folder), exception),
        var fault => new(source, ErrorTexts.Error("BSH0357", folder, Reason(exception)), exception, IsTransient(fault)),
    };

    /// <summary>Translates a failure to write what is restored.</summary>
    internal BackupSourceException Unwritable(string target, Exception exception)
    {
        FileSystemFault fault = FileSystemErrors.Classify(exception);

        // A name or number that the system does not take may come from a damaged archive: then the file system is not to blame.
        bool mayBeMisled = fault is FileSystemFault.NameTooLong or FileSystemFault.FileTooLarge or FileSystemFault.Unknown;
        return new(source, ErrorTexts.Error("BSH0373", target, Reason(exception)), mayBeMisled ? null : exception, IsTransient(fault));
    }

    internal BackupSourceException Damaged(TarFormatException exception) =>
        new(source, ErrorTexts.Error("BSH0374", exception.Offset, exception.Reason), exception);

    internal BackupSourceException Refused(ReadOnlySpan<byte> path, string reason) => Of("BSH0375", PrintableName.Of(path), reason);

    /// <summary>Tells whether a failure says something of one file, or of all that would follow it.</summary>
    internal static bool IsOfOneFile(Exception exception) =>
        FileSystemErrors.IsOfFileSystem(exception) && FileSystemErrors.Classify(exception) != FileSystemFault.TooManyOpenFiles;

    /// <summary>Makes a warning of a failure to read one file.</summary>
    internal static BackupShError Warning(ReadOnlySpan<byte> path, Exception exception)
    {
        string name = PrintableName.Of(path);
        return Classify(exception) switch
        {
            FileSystemFault.DirectoryMissing => ErrorTexts.Error("BSH0360", name),
            FileSystemFault.NotADirectory => ErrorTexts.Error("BSH0362", name),
            _ => ErrorTexts.Error("BSH0361", name, Reason(exception)),
        };
    }

    /// <summary>Tells whether the name has gone, or stands for something else now.</summary>
    internal static bool IsOfLostName(Exception exception) =>
        Classify(exception) is FileSystemFault.DirectoryMissing or FileSystemFault.NotADirectory;

    /// <summary>Says why, as a clause: the system's sentence without its full stop.</summary>
    internal static string Reason(Exception exception) => Printable.Of(exception.Message).TrimEnd('.', ' ');

    private static FileSystemFault Classify(Exception exception) =>
        exception.HResult == TooManyLinks ? FileSystemFault.NotADirectory : FileSystemErrors.Classify(exception);

    private static bool IsTransient(FileSystemFault fault) => fault is FileSystemFault.TooManyOpenFiles or FileSystemFault.Unreachable;
}
