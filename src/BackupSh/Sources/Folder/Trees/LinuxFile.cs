using System.Runtime.InteropServices;
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

    /// <summary>Returns a path as the calls take it.</summary>
    internal static byte[] PathOf(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    /// <summary>Opens a folder anywhere; a link that the path ends in is followed only if that is wanted.</summary>
    internal static SafeFileHandle OpenFolder(string path, bool follow)
    {
        int flags = LinuxFlags.ReadOnly | LinuxFlags.Directory | LinuxFlags.CloseOnExec | (follow ? 0 : LinuxFlags.NoFollow);
        byte[] terminated = PathOf(path);
        return Own(LinuxCall.Run("open", () => LinuxImports.Open(terminated, flags, 0)));
    }

    internal static SafeFileHandle OpenFolder(SafeFileHandle folder, NodeName name) =>
        Open(folder, name, LinuxFlags.ReadOnly | LinuxFlags.Directory, 0);

    /// <summary>Opens a file for reading, and does not wait if it has become a pipe.</summary>
    internal static SafeFileHandle OpenFile(SafeFileHandle folder, NodeName name) =>
        Open(folder, name, LinuxFlags.ReadOnly | LinuxFlags.NonBlocking | LinuxFlags.NoControllingTerminal, 0);

    internal static SafeFileHandle CreateFile(SafeFileHandle folder, NodeName name, uint mode) =>
        Open(folder, name, LinuxFlags.WriteOnly | LinuxFlags.Create | LinuxFlags.Exclusive, mode);

    internal static NodeFacts Stat(SafeFileHandle folder, NodeName name) => Stat(folder, name, LinuxFlags.DoNotFollow);

    internal static NodeFacts Stat(SafeFileHandle file) => Stat(file, new NodeName([]), LinuxFlags.EmptyPath);

    /// <summary>Asks about a path anywhere, links followed.</summary>
    /// <returns><see langword="null"/> if it cannot be told.</returns>
    internal static NodeFacts? TryStat(string path) =>
        LinuxImports.Statx(LinuxFlags.CurrentDirectory, PathOf(path), 0, LinuxStat.BasicMask, out LinuxStat found) == 0 ? found.ToFacts() : null;

    internal static byte[] ReadLink(SafeFileHandle folder, NodeName name)
    {
        for (int size = FirstLinkBytes; ; size *= 4)
        {
            byte[] target = new byte[size];
            nint length = LinuxCall.Run("readlink", () => LinuxImports.ReadLinkAt(folder, name.Terminated, target, target.Length));
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
        int descriptor = (int)LinuxCall.Run(
            "open", () => LinuxImports.OpenAt(folder, Here, LinuxFlags.ReadOnly | LinuxFlags.Directory | LinuxFlags.CloseOnExec, 0));
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
            ReadOnlySpan<byte> name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)entry + DirectoryEntryNameOffset);
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                names.Add(new NodeName(name));
            }
        }
    }

    private static SafeFileHandle Open(SafeFileHandle folder, NodeName name, int flags, uint mode) =>
        Own(LinuxCall.Run("open", () => LinuxImports.OpenAt(folder, name.Terminated, flags | LinuxFlags.NoFollow | LinuxFlags.CloseOnExec, mode)));

    private static SafeFileHandle Own(nint descriptor) => new(descriptor, ownsHandle: true);

    private static NodeFacts Stat(SafeFileHandle folder, NodeName name, int flags)
    {
        LinuxStat found = default;
        LinuxCall.Run("stat", () => LinuxImports.Statx(folder, name.Terminated, flags, LinuxStat.BasicMask, out found));
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
