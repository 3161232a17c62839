using System.Text;
using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Reads a tree through the BCL, where names are text: on Windows and macOS.</summary>
/// <remarks>Owners, hard links, holes and file systems are not told apart there.</remarks>
internal sealed class PortableTreeReader : TreeReader
{
    private const char Replacement = '\uFFFD';

    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    private readonly Stack<string> _folders = new();
    private readonly string _root;

    internal PortableTreeReader(string path)
    {
        _root = Resolve(path);
        if (!Directory.Exists(_root))
        {
            throw new DirectoryNotFoundException($"'{_root}' is no folder.");
        }

        _folders.Push(_root);
    }

    internal override NodeFacts Current => PortablePath.Stat(_folders.Peek());

    internal override bool IsRootGone => !Directory.Exists(_root);

    internal override IReadOnlyList<NodeName> List()
    {
        List<NodeName> names =
            [.. Directory.EnumerateFileSystemEntries(_folders.Peek(), "*", Everything).Select(path => new NodeName(Path.GetFileName(path)))];
        names.Sort();
        return names;
    }

    internal override NodeFacts Stat(NodeName name)
    {
        try
        {
            return PortablePath.Stat(PathOf(name));
        }
        catch (FileNotFoundException) when (name.Text.Contains(Replacement, StringComparison.Ordinal))
        {
            throw new IOException("The name is no Unicode text.");
        }
    }

    internal override void Enter(NodeName name)
    {
        string path = PathOf(name);
        _folders.Push(PortablePath.Stat(path).Kind == NodeKind.Folder ? path : throw new DirectoryNotFoundException($"'{path}' is no folder."));
    }

    internal override void Leave() => _folders.Pop();

    internal override byte[] ReadLink(NodeName name)
    {
        string path = PathOf(name);
        return Encoding.UTF8.GetBytes(new FileInfo(path).LinkTarget ?? throw new FileNotFoundException($"'{path}' is no link."));
    }

    internal override SafeFileHandle OpenFile(NodeName name) =>
        OperatingSystem.IsMacOS()
            ? MacFile.OpenFile(PathOf(name))
            : File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    internal override NodeFacts Stat(SafeFileHandle file)
    {
        try
        {
            return new NodeFacts
            {
                Kind = NodeKind.File,
                SizeBytes = RandomAccess.GetLength(file),
                Modified = UnixTime.Of(File.GetLastWriteTimeUtc(file)),
                Mode = OperatingSystem.IsWindows() ? 0 : (int)File.GetUnixFileMode(file) & UnixMode.All,
                LinkCount = 1,
            };
        }
        catch (NotSupportedException)
        {
            return new NodeFacts { Kind = NodeKind.Other }; // a pipe or the like: it has no size
        }
    }

    internal override SparseMap? FindData(SafeFileHandle file, in NodeFacts facts) => null;

    internal override NodeIdentity? Identify(string folder) => Directory.Exists(folder) ? PortablePath.Identify(Resolve(folder)) : null;

    public override void Dispose() => _folders.Clear();

    private static string Resolve(string folder)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Directory.Exists(path) ? Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
    }

    private string PathOf(NodeName name) => Path.Combine(_folders.Peek(), name.Text);
}
