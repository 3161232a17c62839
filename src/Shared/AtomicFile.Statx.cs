using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Shared;

/// <content>What a path names, symbolic links not followed: the BCL tells neither inodes nor pipes from files.</content>
internal static partial class AtomicFile
{
    // Source: statx(2), inode(7).
    private const int AtSymlinkNoFollow = 0x100;
    private const int AtEmptyPath = 0x1000;
    private const uint StatxBasicStats = 0x7ff;
    private const uint StatxBirthTime = 0x800;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Tells whether a path names a regular file and no link, pipe, socket, device or directory.</summary>
    /// <returns>Whether it does, or <see langword="null"/> where this system cannot say, or the path names nothing.</returns>
    internal static bool? IsRegularFile(string path) => Stat(path) is { } found ? (found.Mode & FileTypeMask) == RegularFile : null;

    /// <summary>Tells whether two names are links to one file. Says no where this system cannot say.</summary>
    internal static bool IsSameFile(string path, string otherPath) =>
        Stat(path) is { } one && Stat(otherPath) is { } other
        && (one.Inode, one.DeviceMajor, one.DeviceMinor) == (other.Inode, other.DeviceMajor, other.DeviceMinor);

    /// <summary>Returns when a file was made, in nanoseconds since 1970, which the BCL does not ask Linux for.</summary>
    /// <returns>0 where this system or the file system cannot say, or the path names nothing.</returns>
    internal static long BirthOf(string path) => Stat(path)?.Birth ?? 0;

    /// <summary>Returns when an open file was made, as <see cref="BirthOf(string)"/> does.</summary>
    internal static long BirthOf(SafeFileHandle file)
    {
        bool held = false;
        try
        {
            file.DangerousAddRef(ref held);
            return Stat("", (int)file.DangerousGetHandle(), AtEmptyPath)?.Birth ?? 0;
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }
    }

    private static LinuxStat? Stat(string path, int directory = AtFdCwd, int flags = AtSymlinkNoFollow)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return Statx(directory, path, flags, StatxBasicStats | StatxBirthTime, out LinuxStat found) == 0 ? found : null;
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
        [FieldOffset(0)]
        public uint Mask;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(80)]
        public long BirthSeconds;

        [FieldOffset(88)]
        public uint BirthNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;

        public readonly long Birth => (Mask & StatxBirthTime) == 0 ? 0 : (BirthSeconds * 1_000_000_000) + BirthNanoseconds;
    }
}
