using System.Runtime.InteropServices;

namespace BackupSh.Shared;

/// <content>What a path names, symbolic links not followed: the BCL tells neither inodes nor pipes from files.</content>
internal static partial class AtomicFile
{
    // Source: statx(2), inode(7).
    private const int AtSymlinkNoFollow = 0x100;
    private const uint StatxBasicStats = 0x7ff;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Tells whether a path names a regular file and no link, pipe, socket, device or directory.</summary>
    /// <returns>Whether it does, or <see langword="null"/> where this system cannot say, or the path names nothing.</returns>
    internal static bool? IsRegularFile(string path) => Stat(path) is { } found ? (found.Mode & FileTypeMask) == RegularFile : null;

    /// <summary>Tells whether two names are links to one file. Says no where this system cannot say.</summary>
    internal static bool IsSameFile(string path, string otherPath) =>
        Stat(path) is { } one && Stat(otherPath) is { } other
        && (one.Inode, one.DeviceMajor, one.DeviceMinor) == (other.Inode, other.DeviceMajor, other.DeviceMinor);

    private static LinuxStat? Stat(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return Statx(AtFdCwd, path, AtSymlinkNoFollow, StatxBasicStats, out LinuxStat found) == 0 ? found : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // glibc before 2.28
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out LinuxStat found);

    // Source: struct statx in linux/stat.h: 256 bytes, the same on every architecture.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct LinuxStat
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
