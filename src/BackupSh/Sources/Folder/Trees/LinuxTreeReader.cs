using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>Reads a tree on Linux, where names are bytes.</summary>
internal sealed class LinuxTreeReader(string path) : TreeReader
{
    private readonly LinuxFolderChain _chain = new(LinuxFile.OpenFolder(path, follow: true));

    internal override NodeFacts Current => LinuxFile.Stat(_chain.Current);

    internal override bool IsRootGone => LinuxFile.Stat(_chain.Root).LinkCount == 0;

    internal override IReadOnlyList<NodeName> List()
    {
        List<NodeName> names = LinuxFile.List(_chain.Current);
        names.Sort();
        return names;
    }

    internal override NodeFacts Stat(NodeName name) => LinuxFile.Stat(_chain.Current, name);

    internal override void Enter(NodeName name) => _chain.Enter(name);

    internal override void Leave() => _chain.Leave();

    internal override byte[] ReadLink(NodeName name) => LinuxFile.ReadLink(_chain.Current, name);

    internal override SafeFileHandle OpenFile(NodeName name) => LinuxFile.OpenFile(_chain.Current, name);

    internal override NodeFacts Stat(SafeFileHandle file) => LinuxFile.Stat(file);

    internal override SparseMap? FindData(SafeFileHandle file, in NodeFacts facts) => LinuxHoles.FindData(file, facts);

    internal override NodeIdentity? Identify(string folder) => LinuxFile.TryStat(folder)?.Identity;

    public override void Dispose() => _chain.Dispose();
}
