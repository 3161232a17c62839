using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Storage;

/// <summary>The system's memory of files, which would answer a read in the disk's stead.</summary>
internal static partial class PageCache
{
    // Source: posix_fadvise(2).
    private const int DoNotNeed = 4;

    /// <summary>Drops what is remembered of a file that was flushed, so that the next read asks the disk. Linux only.</summary>
    internal static void Forget(SafeFileHandle file)
    {
        // On 32 bits the width of off_t depends on the C library. Elsewhere the read is served by the cache: still a check
        // of what was written, though not of the disk. An advice that is refused changes nothing but that.
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            _ = Advise(file, 0, 0, DoNotNeed);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
