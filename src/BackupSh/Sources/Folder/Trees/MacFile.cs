using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Opens files on macOS without following a link or waiting for the other end of a pipe, as the BCL would.</summary>
internal static partial class MacFile
{
    // Source: sys/fcntl.h of macOS: O_NONBLOCK, O_NOFOLLOW, O_CLOEXEC; O_RDONLY is 0.
    private const int Flags = 0x4 | 0x100 | 0x1000000;

    internal static SafeFileHandle OpenFile(string path)
    {
        int descriptor = Open(path, Flags);
        if (descriptor < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new IOException($"open: {new Win32Exception(error).Message}", error);
        }

        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
