using System.Text;
using System.Text.Unicode;
using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Makes a tree through the BCL, where names are text: on Windows and macOS.</summary>
internal sealed class PortableTreeWriter : TreeWriter
{
    private const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Stack<string> _folders = new();
    private readonly string _root;

    internal PortableTreeWriter(string path)
    {
        _root = Path.GetFullPath(path);
        Make(_root);
        _folders.Push(_root);
    }

    internal override bool MaySetOwners => false;

    internal static void DeleteTree(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Stack<string> folders = new([path]);
            while (folders.TryPop(out string? folder))
            {
                File.SetUnixFileMode(folder, PrivateFolder);
                foreach (DirectoryInfo below in new DirectoryInfo(folder).EnumerateDirectories().Where(below => below.LinkTarget is null))
                {
                    folders.Push(below.FullName);
                }
            }
        }

        Directory.Delete(path, recursive: true);
    }

    internal override string? FaultOf(NodeName name) =>
        !Utf8.IsValid(name.Bytes) ? "its name is no Unicode text, and this system has no others"
        : OperatingSystem.IsWindows() && !WindowsNames.IsAllowed(name.Text) ? "Windows has no such name"
        : null;

    internal override void EnterNew(NodeName name)
    {
        string path = PathOf(name);
        Make(path);
        _folders.Push(path);
    }

    internal override bool Leave(in NodeAttributes attributes)
    {
        SetFolder(_folders.Pop(), attributes);
        return true;
    }

    internal override SafeFileHandle CreateFile(NodeName name) =>
        File.OpenHandle(PathOf(name), FileMode.CreateNew, FileAccess.Write, FileShare.None);

    internal override bool FinishFile(SafeFileHandle file, long sizeBytes, in NodeAttributes attributes)
    {
        RandomAccess.SetLength(file, sizeBytes);
        RandomAccess.FlushToDisk(file);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, (UnixFileMode)attributes.Mode);
        }

        if (attributes.Modified.ToDateTime() is { } modified)
        {
            File.SetLastWriteTimeUtc(file, modified);
        }

        return true;
    }

    internal override bool CreateSymbolicLink(NodeName name, byte[] target, in NodeAttributes attributes)
    {
        try
        {
            File.CreateSymbolicLink(PathOf(name), Strict.GetString(target));
            return true;
        }
        catch (DecoderFallbackException exception)
        {
            throw new IOException("The link's target is no Unicode text.", exception);
        }
    }

    internal override bool TryLink(IReadOnlyList<NodeName> target, NodeName name)
    {
        string path = _root;
        for (int i = 0; i < target.Count; i++)
        {
            if (FaultOf(target[i]) is not null)
            {
                return false;
            }

            path = Path.Combine(path, target[i].Text);
            bool isLast = i == target.Count - 1;
            if (!PortablePath.IsTaken(path) || PortablePath.Stat(path).Kind != (isLast ? NodeKind.File : NodeKind.Folder))
            {
                return false;
            }
        }

        HardLink.Create(path, PathOf(name));
        return true;
    }

    internal override bool CreateNode(NodeName name, TarEntryKind kind, int deviceMajor, int deviceMinor, in NodeAttributes attributes) =>
        throw new IOException("This system makes no devices and pipes.");

    internal override void Flush()
    {
        // Each file was flushed when it was finished.
    }

    internal override bool FinishRoot(in NodeAttributes attributes)
    {
        SetFolder(_root, attributes);
        return true;
    }

    public override void Dispose() => _folders.Clear();

    private static void Make(string path)
    {
        if (PortablePath.IsTaken(path))
        {
            throw new IOException($"'{path}' exists already.", LinuxError.Exists);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, PrivateFolder);
        }
    }

    private static void SetFolder(string path, in NodeAttributes attributes)
    {
        if (attributes.Modified.ToDateTime() is { } modified)
        {
            Directory.SetLastWriteTimeUtc(path, modified);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)attributes.Mode);
        }
    }

    private string PathOf(NodeName name) => Path.Combine(_folders.Peek(), name.Text);
}
