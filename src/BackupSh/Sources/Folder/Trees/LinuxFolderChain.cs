using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder.Trees;

/// <summary>The folders from a root down to where one stands, of which only the last few are held open.</summary>
/// <remarks>A tree may be deeper than a process may open files. A folder that was closed is opened again from the root,
/// name by name and without following links, and must be the same one.</remarks>
internal sealed class LinuxFolderChain(SafeFileHandle root) : IDisposable
{
    private const int OpenAtMost = 32;
    private readonly List<Link> _links = [];

    internal int Depth => _links.Count;

    /// <summary>Gets the folder that one stands in.</summary>
    /// <exception cref="IOException">It was moved or deleted since.</exception>
    internal SafeFileHandle Current => _links.Count == 0 ? root : _links[^1].Handle ?? Reopen();

    internal SafeFileHandle Root => root;

    internal IEnumerable<NodeName> Path => _links.Select(link => link.Name);

    internal void Enter(NodeName name)
    {
        SafeFileHandle handle = LinuxFile.OpenFolder(Current, name);
        try
        {
            _links.Add(new Link(name, LinuxFile.Stat(handle).Identity) { Handle = handle });
        }
        catch
        {
            handle.Dispose();
            throw;
        }

        if (_links.Count > OpenAtMost)
        {
            _links[^(OpenAtMost + 1)].Close();
        }
    }

    internal void Leave()
    {
        _links[^1].Close();
        _links.RemoveAt(_links.Count - 1);
    }

    public void Dispose()
    {
        foreach (Link link in _links)
        {
            link.Close();
        }

        _links.Clear();
        root.Dispose();
    }

    private SafeFileHandle Reopen()
    {
        int first = _links.FindLastIndex(link => link.Handle is not null) + 1;
        for (int i = first; i < _links.Count; i++)
        {
            Link link = _links[i];
            link.Handle = LinuxFile.OpenFolder(i == 0 ? root : _links[i - 1].Handle!, link.Name);
            if (LinuxFile.Stat(link.Handle).Identity != link.Identity)
            {
                throw LinuxError.Of(LinuxError.Stale, "open");
            }

            if (i >= OpenAtMost)
            {
                _links[i - OpenAtMost].Close();
            }
        }

        return _links[^1].Handle!;
    }

    private sealed class Link(NodeName name, NodeIdentity identity)
    {
        internal NodeName Name => name;

        internal NodeIdentity Identity => identity;

        internal SafeFileHandle? Handle { get; set; }

        internal void Close()
        {
            Handle?.Dispose();
            Handle = null;
        }
    }
}
