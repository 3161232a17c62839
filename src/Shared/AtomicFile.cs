using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BackupSh.Shared;

/// <summary>Makes a file appear under its name only when it is whole, durable, and never over another one.</summary>
/// <remarks>Write to a name of <see cref="Create"/> in the same directory, flush it to the disk, then <see cref="TryPublish"/>.</remarks>
internal static partial class AtomicFile
{
    // Source: renameat2(2), open(2), errno(3) on Linux.
    private const int AtFdCwd = -100;
    private const uint RenameNoReplace = 1;
    private const int ErrorExists = 17;
    private const int ErrorInvalid = 22;
    private const int ErrorNoSystemCall = 38;
    private const int ErrorNotSupported = 95;
    private const int OpenReadOnly = 0;

    /// <summary>Creates a file that only its owner may read, under a name that is free.</summary>
    /// <exception cref="IOException">The name is taken, or the disk is full.</exception>
    internal static FileStream Create(string path, FileOptions options = FileOptions.Asynchronous)
    {
        FileStreamOptions stream = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
            Options = options,
        };
        if (!OperatingSystem.IsWindows())
        {
            stream.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, stream);
    }

    /// <summary>Moves a file to a name in the same directory if that name is free, and makes the move durable.</summary>
    /// <returns><see langword="false"/> if the name is taken; the file stays under its old name then.</returns>
    /// <exception cref="IOException">Neither moved nor taken.</exception>
    internal static bool TryPublish(string path, string finalPath)
    {
        if (!TryMove(path, finalPath))
        {
            return false;
        }

        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(finalPath))!);
        return true;
    }

    /// <summary>Makes the entries of a directory durable. Does nothing on Windows, where NTFS journals them.</summary>
    internal static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(directory, OpenReadOnly);
        if (descriptor < 0)
        {
            throw Failure("open", directory);
        }

        try
        {
            // EINVAL: some network file systems cannot flush a directory, and have nothing to flush.
            if (Fsync(descriptor) != 0 && Marshal.GetLastPInvokeError() != ErrorInvalid)
            {
                throw Failure("fsync", directory);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static bool TryMove(string path, string finalPath)
    {
        if (OperatingSystem.IsLinux())
        {
            if (RenameAt2(AtFdCwd, path, AtFdCwd, finalPath, RenameNoReplace) == 0)
            {
                return true;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case ErrorExists: return false;
                case ErrorInvalid or ErrorNoSystemCall or ErrorNotSupported: break; // the file system has no such rename
                default: throw Failure("rename", finalPath);
            }
        }

        return OperatingSystem.IsWindows() ? MoveOnWindows(path, finalPath) : LinkAndUnlink(path, finalPath);
    }

    private static bool LinkAndUnlink(string path, string finalPath)
    {
        if (Link(path, finalPath) != 0)
        {
            return Marshal.GetLastPInvokeError() == ErrorExists ? false : throw Failure("link", finalPath);
        }

        File.Delete(path);
        return true;
    }

    private static bool MoveOnWindows(string path, string finalPath)
    {
        try
        {
#pragma warning disable RS0030 // MoveFileEx without MOVEFILE_REPLACE_EXISTING is atomic; only the Unix form is a stat and a rename.
            File.Move(path, finalPath, overwrite: false);
#pragma warning restore RS0030
            return true;
        }
        catch (IOException) when (File.Exists(finalPath))
        {
            return false;
        }
    }

    private static IOException Failure(string operation, string path)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{operation} '{path}': {new Win32Exception(error).Message}", error);
    }

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int oldDirectory, string oldPath, int newDirectory, string newPath, uint flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string oldPath, string newPath);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
