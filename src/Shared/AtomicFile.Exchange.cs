using System.Runtime.InteropServices;

namespace BackupSh.Shared;

/// <content>Two files of one directory change names.</content>
internal static partial class AtomicFile
{
    // Source: renameat2(2).
    private const uint RenameExchange = 2;

    /// <summary>Exchanges the names of two files in one step, and makes it durable.</summary>
    /// <returns><see langword="false"/> if the system or the file system has no such step; nothing has changed then.</returns>
    /// <exception cref="IOException">One of them is missing, or may not be renamed.</exception>
    internal static bool TryExchange(string path, string otherPath)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        if (RenameAt2(AtFdCwd, path, AtFdCwd, otherPath, RenameExchange) != 0)
        {
            return Marshal.GetLastPInvokeError() is ErrorInvalid or ErrorNoSystemCall or ErrorNotSupported
                ? false
                : throw Failure("exchange", otherPath, LastError);
        }

        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(otherPath))!);
        return true;
    }
}
