using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Makes a tree on Linux, where names are bytes.</summary>
internal sealed class LinuxTreeWriter : TreeWriter
{
    private const uint PrivateFolder = 0b111_000_000;
    private const uint PrivateFile = 0b110_000_000;

    // Source: inode(7).
    private const uint FifoType = 0x1000;
    private const uint CharacterDeviceType = 0x2000;
    private const uint BlockDeviceType = 0x6000;

    // So many folders wait for their modes until the end; each costs memory for its path.
    private const int WaitingAtMost = 10_000;

    private readonly LinuxFolderChain _chain;
    private readonly bool _isRoot = LinuxImports.EffectiveUserId() == 0;
    private readonly List<(NodeName[] Path, int Mode)> _waiting = [];

    internal LinuxTreeWriter(string path)
    {
        byte[] terminated = LinuxFile.PathOf(path);
        LinuxCall.Run("mkdir", () => LinuxImports.MakeDirectory(terminated, PrivateFolder));
        _chain = new LinuxFolderChain(LinuxFile.OpenFolder(path, follow: false));
    }

    internal override bool MaySetOwners => _isRoot;

    internal override string? FaultOf(NodeName name) => null;

    internal override void EnterNew(NodeName name)
    {
        LinuxCall.Run("mkdir", () => LinuxImports.MakeDirectoryAt(_chain.Current, name.Terminated, PrivateFolder));
        _chain.Enter(name);
    }

    internal override bool Leave(in NodeAttributes attributes)
    {
        NodeAttributes now = attributes;
        if (!_isRoot && (attributes.Mode & UnixMode.OwnerAll) != UnixMode.OwnerAll && _waiting.Count < WaitingAtMost)
        {
            // A hard link to a file in this folder may still come, and whoever is not root has to enter it then.
            _waiting.Add(([.. _chain.Path], attributes.Mode));
            now = attributes with { Mode = attributes.Mode | UnixMode.OwnerAll };
        }

        bool isOwned = LinuxAttributes.Set(_chain.Current, now);
        _chain.Leave();
        return isOwned;
    }

    internal override SafeFileHandle CreateFile(NodeName name) => LinuxFile.CreateFile(_chain.Current, name, PrivateFile);

    internal override bool FinishFile(SafeFileHandle file, long sizeBytes, in NodeAttributes attributes)
    {
        if (RandomAccess.GetLength(file) != sizeBytes)
        {
            RandomAccess.SetLength(file, sizeBytes); // it ends in a hole
        }

        return LinuxAttributes.Set(file, attributes);
    }

    internal override bool CreateSymbolicLink(NodeName name, byte[] target, in NodeAttributes attributes)
    {
        byte[] terminated = [.. target, 0];
        LinuxCall.Run("symlink", () => LinuxImports.SymbolicLinkAt(terminated, _chain.Current, name.Terminated));
        return LinuxAttributes.SetLink(_chain.Current, name, attributes);
    }

    internal override bool TryLink(IReadOnlyList<NodeName> target, NodeName name)
    {
        try
        {
            using SafeFileHandle? opened = OpenFolderOf(target);
            SafeFileHandle folder = opened ?? _chain.Root;
            if (LinuxFile.Stat(folder, target[^1]).Kind is not (NodeKind.File or NodeKind.SymbolicLink))
            {
                return false;
            }

            LinuxCall.Run("link", () => LinuxImports.LinkAt(folder, target[^1].Terminated, _chain.Current, name.Terminated, 0));
            return true;
        }
        catch (IOException exception) when (exception.HResult is LinuxError.NoEntry or LinuxError.NotADirectory or LinuxError.TooManyLinks)
        {
            return false;
        }
    }

    internal override bool CreateNode(NodeName name, TarEntryKind kind, int deviceMajor, int deviceMinor, in NodeAttributes attributes)
    {
        uint type = kind switch
        {
            TarEntryKind.Fifo => FifoType,
            TarEntryKind.CharacterDevice => CharacterDeviceType,
            TarEntryKind.BlockDevice => BlockDeviceType,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        ulong device = kind == TarEntryKind.Fifo ? 0 : DeviceOf((uint)deviceMajor, (uint)deviceMinor);
        LinuxCall.Run("mknod", () => LinuxImports.MakeNodeAt(_chain.Current, name.Terminated, type | PrivateFile, device));
        return LinuxAttributes.SetNode(_chain.Current, name, attributes);
    }

    internal override void Flush()
    {
        // Folders were left from below upwards, and close in the same order.
        foreach ((NodeName[] path, int mode) in _waiting)
        {
            using SafeFileHandle? opened = OpenFolderOf(path);
            LinuxCall.Run("chmod", () => LinuxImports.ChangeModeAt(opened ?? _chain.Root, path[^1].Terminated, (uint)mode, 0));
        }

        // One call for the whole file system: one for each file would take longer than all the rest.
        LinuxCall.Run("syncfs", () => LinuxImports.SyncFileSystem(_chain.Root));
    }

    internal override bool FinishRoot(in NodeAttributes attributes) => LinuxAttributes.Set(_chain.Root, attributes);

    public override void Dispose() => _chain.Dispose();

    /// <summary>Opens the folder that a path's last name lies in, without following links.</summary>
    /// <returns><see langword="null"/> for the root.</returns>
    private SafeFileHandle? OpenFolderOf(IReadOnlyList<NodeName> path)
    {
        SafeFileHandle? folder = null;
        for (int i = 0; i < path.Count - 1; i++)
        {
            using SafeFileHandle? above = folder;
            folder = LinuxFile.OpenFolder(above ?? _chain.Root, path[i]);
        }

        return folder;
    }

    // Source: makedev(3): 12 and 20 bits, spread so that old numbers of 8 and 8 bits stay what they were.
    private static ulong DeviceOf(ulong major, ulong minor) =>
        ((major & 0xfff) << 8) | ((major & ~0xfffUL) << 32) | (minor & 0xff) | ((minor & ~0xffUL) << 12);
}
