using System.Runtime.InteropServices;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>A <c>struct timespec</c> of 64-bit systems.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct LinuxTime(long Seconds, long Nanoseconds)
{
    // Source: utimensat(2): UTIME_OMIT.
    internal static LinuxTime Omitted => new(0, (1L << 30) - 2);
}
