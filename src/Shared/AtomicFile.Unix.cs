using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BackupSh.Shared;

/// <content>What POSIX and Linux have and the BCL has not.</content>
internal static partial class AtomicFile
{
    // Source: renameat2(2), open(2), errno(3) on Linux; EEXIST, EINTR and EINVAL are the same on macOS.
    private const int AtFdCwd = -100;
    private const uint RenameNoReplace = 1;
    private const int ErrorNotPermitted = 1;
    private const int ErrorInterrupted = 4;
    private const int ErrorExists = 17;
    private const int ErrorInvalid = 22;
    private const int ErrorNoSystemCall = 38;
    private const int ErrorNotSupported = 95;
    private const int OpenReadOnly = 0;

    // Source: winerror.h: HRESULT_FROM_WIN32 of ERROR_FILE_EXISTS and ERROR_ALREADY_EXISTS.
    private const int WindowsFileExists = unchecked((int)0x80070050);
    private const int WindowsAlreadyExists = unchecked((int)0x800700B7);

    private static int LastError => Marshal.GetLastPInvokeError();

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
            throw Failure("open", directory, LastError);
        }

        try
        {
            int error;
            do
            {
                error = Fsync(descriptor) == 0 ? 0 : LastError;
            }
            while (error == ErrorInterrupted);

            // EINVAL: some network file systems cannot flush a directory, and have nothing to flush.
            if (error is not (0 or ErrorInvalid))
            {
                throw Failure("fsync", directory, error);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Renames if the name is free.</summary>
    /// <returns>Whether it was, or <see langword="null"/> if there is no such rename here.</returns>
    internal static bool? TryRename(string path, string finalPath)
    {
        int result;
        try
        {
            result = RenameAt2(AtFdCwd, path, AtFdCwd, finalPath, RenameNoReplace);
        }
        catch (EntryPointNotFoundException)
        {
            return null; // musl, and glibc before 2.28, have no such function
        }

        return (result == 0 ? 0 : LastError) switch
        {
            0 => true,
            ErrorExists => false,
            ErrorInvalid or ErrorNoSystemCall or ErrorNotSupported => null, // NFS, ZFS before 2.2, some FUSE file systems
            int error => throw Failure("rename", finalPath, error),
        };
    }

    private static IOException Failure(string operation, string path, int error) =>
        new($"{operation} '{path}': {new Win32Exception(error).Message}", error);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int oldDirectory, string oldPath, int newDirectory, string newPath, uint flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string oldPath, string newPath);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
