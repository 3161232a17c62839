using System.Text;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Opens and asks about files and folders on Linux. Names are looked up in an open folder, and links not followed.</summary>
internal static class LinuxFile
{
    private const int FirstLinkBytes = 256;
    private const int DirectoryEntryNameOffset = 19;
    private static readonly Lazy<bool> Supported = new(Probe);

    /// <summary>Gets a value indicating whether the calls are there: 64-bit Linux, not too old, and not forbidden by a sandbox.</summary>
    internal static bool IsSupported => Supported.Value;

    private static ReadOnlySpan<byte> Here => ".\0"u8;

    private static ReadOnlySpan<byte> Nothing => "\0"u8;

    /// <summary>Returns a path as the calls take it.</summary>
    internal static byte[] PathOf(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    /// <summary>Opens a folder anywhere; a link that the path ends in is followed only if that is wanted.</summary>
    internal static SafeFileHandle OpenFolder(string path, bool follow)
    {
        int flags = LinuxFlags.ReadOnly | LinuxFlags.Directory | LinuxFlags.CloseOnExec | (follow ? 0 : LinuxFlags.NoFollow);
        byte[] terminated = PathOf(path);
        int descriptor;
        do
        {
            descriptor = LinuxImports.Open(terminated, flags, 0);
        }
        while (LinuxError.WasInterrupted(descriptor));
        return Own(descriptor, "open");
    }

    internal static SafeFileHandle OpenFolder(SafeFileHandle folder, NodeName name) =>
        Open(folder, name.Terminated, LinuxFlags.ReadOnly | LinuxFlags.Directory, 0);

    /// <summary>Opens a file for reading, and does not wait if it has become a pipe.</summary>
    internal static SafeFileHandle OpenFile(SafeFileHandle folder, NodeName name) =>
        Open(folder, name.Terminated, LinuxFlags.ReadOnly | LinuxFlags.NonBlocking | LinuxFlags.NoControllingTerminal, 0);

    internal static SafeFileHandle CreateFile(SafeFileHandle folder, NodeName name, uint mode) =>
        Open(folder, name.Terminated, LinuxFlags.WriteOnly | LinuxFlags.Create | LinuxFlags.Exclusive, mode);

    internal static NodeFacts Stat(SafeFileHandle folder, NodeName name) => Stat(folder, name.Terminated, LinuxFlags.DoNotFollow);

    internal static NodeFacts Stat(SafeFileHandle file) => Stat(file, Nothing, LinuxFlags.EmptyPath);

    /// <summary>Asks about a path anywhere, links followed.</summary>
    /// <returns><see langword="null"/> if it cannot be told.</returns>
    internal static NodeFacts? TryStat(string path) =>
        LinuxImports.Statx(LinuxFlags.CurrentDirectory, PathOf(path), 0, LinuxStat.BasicMask, out LinuxStat found) == 0 ? found.ToFacts() : null;

    internal static byte[] ReadLink(SafeFileHandle folder, NodeName name)
    {
        for (int size = FirstLinkBytes; ; size *= 4)
        {
            byte[] target = new byte[size];
            nint length;
            do
            {
                length = LinuxImports.ReadLinkAt(folder, name.Terminated, target, size);
            }
            while (LinuxError.WasInterrupted(length));
            LinuxError.ThrowIfFailed(length, "readlink");
            if (length < size)
            {
                return target[..(int)length];
            }
        }
    }

    /// <summary>Returns the names in a folder, in the file system's order.</summary>
    internal static unsafe List<NodeName> List(SafeFileHandle folder)
    {
        // A description of its own, whose position in the folder nobody shares.
        int descriptor;
        do
        {
            descriptor = LinuxImports.OpenAt(folder, Here, LinuxFlags.ReadOnly | LinuxFlags.Directory | LinuxFlags.CloseOnExec, 0);
        }
        while (LinuxError.WasInterrupted(descriptor));
        LinuxError.ThrowIfFailed(descriptor, "open");
        using LinuxDirectoryStream stream = LinuxImports.OpenDirectoryStream(descriptor);
        if (stream.IsInvalid)
        {
            int error = LinuxError.Last;
            _ = LinuxImports.Close(descriptor);
            throw LinuxError.Of(error, "fdopendir");
        }

        List<NodeName> names = [];
        while (true)
        {
            nint entry = LinuxImports.ReadDirectory(stream);
            if (entry == 0)
            {
                // Null is the end and a failure; only the error's number tells which.
                return LinuxError.Last == 0 ? names : throw LinuxError.Of(LinuxError.Last, "readdir");
            }

            // Source: readdir(3) of 64-bit glibc and musl: inode, offset, length and type precede the name.
            ReadOnlySpan<byte> name = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + DirectoryEntryNameOffset);
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                names.Add(new NodeName(name));
            }
        }
    }

    private static SafeFileHandle Open(SafeFileHandle folder, ReadOnlySpan<byte> name, int flags, uint mode)
    {
        int descriptor;
        do
        {
            descriptor = LinuxImports.OpenAt(folder, name, flags | LinuxFlags.NoFollow | LinuxFlags.CloseOnExec, mode);
        }
        while (LinuxError.WasInterrupted(descriptor));
        return Own(descriptor, "open");
    }

    private static SafeFileHandle Own(int descriptor, string call)
    {
        LinuxError.ThrowIfFailed(descriptor, call);
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static NodeFacts Stat(SafeFileHandle folder, ReadOnlySpan<byte> name, int flags)
    {
        int result;
        LinuxStat found;
        do
        {
            result = LinuxImports.Statx(folder, name, flags, LinuxStat.BasicMask, out found);
        }
        while (LinuxError.WasInterrupted(result));
        LinuxError.ThrowIfFailed(result, "stat");
        return found.ToFacts();
    }

    private static bool Probe()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return false;
        }

        try
        {
            return TryStat("/") is not null;
        }
        catch (EntryPointNotFoundException)
        {
            return false; // glibc before 2.28
        }
    }
}
