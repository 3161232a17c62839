using BackupSh.Shared;
using BackupSh.Sources.Tar;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Asks the BCL about files and folders.</summary>
internal static class PortablePath
{
    // What Windows does not keep; what a file or folder is commonly given elsewhere.
    private const int WindowsFolderMode = 0b111_101_101;
    private const int WindowsFileMode = 0b110_100_100;
    private const int WindowsReadOnlyFileMode = 0b100_100_100;
    private const int LinkMode = 0b111_111_111;

    /// <summary>Tells whether something has a name, be it a link to nowhere.</summary>
    internal static bool IsTaken(string path)
    {
        try
        {
            _ = File.GetAttributes(path);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    internal static NodeFacts Stat(string path)
    {
        FileAttributes attributes = File.GetAttributes(path);
        bool isFolder = attributes.HasFlag(FileAttributes.Directory);
        FileSystemInfo info = isFolder ? new DirectoryInfo(path) : new FileInfo(path);
        NodeKind kind = info.LinkTarget is not null ? NodeKind.SymbolicLink
            : isFolder ? NodeKind.Folder
            : AtomicFile.IsRegularFile(path) == false || attributes.HasFlag(FileAttributes.Device) ? NodeKind.Other
            : NodeKind.File;
        return new NodeFacts
        {
            Kind = kind,
            Identity = Identify(path),
            Mode = ModeOf(path, kind, attributes),
            SizeBytes = kind == NodeKind.File ? ((FileInfo)info).Length : 0,
            Modified = UnixTime.Of(info.LastWriteTimeUtc),
            LinkCount = 1,
        };
    }

    internal static NodeIdentity Identify(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return new NodeIdentity(0, 0, OperatingSystem.IsWindows() ? full.ToUpperInvariant() : full);
    }

    private static int ModeOf(string path, NodeKind kind, FileAttributes attributes)
    {
        if (kind == NodeKind.SymbolicLink)
        {
            return LinkMode;
        }

        if (!OperatingSystem.IsWindows())
        {
            return (int)File.GetUnixFileMode(path) & UnixMode.All;
        }

        return kind == NodeKind.Folder ? WindowsFolderMode
            : attributes.HasFlag(FileAttributes.ReadOnly) ? WindowsReadOnlyFileMode
            : WindowsFileMode;
    }
}
