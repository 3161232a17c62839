using BackupSh.Shared;
using BackupSh.Sources.Folder.Trees;
using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder;

/// <summary>Makes files of an archive's entries, in a tree that is new and nobody else's.</summary>
/// <remarks>An entry is only taken if the folder that it lies in was made by this archive and not left since. So no path
/// ever leads through a link, out of the tree, or to what another entry has made.</remarks>
internal sealed class TreeRestore(TreeWriter tree, FolderSourceOptions options, FolderErrors errors, BoundedWarnings warnings)
{
    private readonly List<(NodeName Name, TarEntry Entry)> _folders = [];
    private readonly bool _withOwners = options.RestoreOwners && tree.MaySetOwners;
    private TarEntry? _root;
    private bool _isBegun;

    /// <summary>Restores all entries; the tree is complete then, but for the root's attributes.</summary>
    /// <exception cref="TarFormatException">The archive is damaged.</exception>
    /// <exception cref="BackupSourceException">An entry is refused.</exception>
    internal async Task RunAsync(TarReader archive, CancellationToken cancellationToken)
    {
        while (await archive.ReadEntryAsync(cancellationToken).ConfigureAwait(false) is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await RestoreAsync(archive, entry, cancellationToken).ConfigureAwait(false);
            _isBegun = true;
        }

        LeaveDownTo(0);
        tree.Flush();
    }

    internal void FinishRoot()
    {
        if (_root is not null)
        {
            Note(_root, tree.FinishRoot(AttributesOf(_root)));
        }
    }

    private async ValueTask RestoreAsync(TarReader archive, TarEntry entry, CancellationToken cancellationToken)
    {
        NodeName[] path = Parse(entry);
        if (path.Length == 0)
        {
            _root = entry.Kind == TarEntryKind.Folder && !_isBegun ? entry : throw errors.Refused(entry.Path, "only the first entry may be the folder itself");
            return;
        }

        NodeName name = path[^1];
        if (tree.FaultOf(name) is { } fault)
        {
            throw errors.Refused(entry.Path, fault);
        }

        GoTo(path, entry);
        try
        {
            if (entry.Kind == TarEntryKind.File)
            {
                await RestoreFileAsync(archive, name, entry, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Restore(name, entry);
            }
        }
        catch (IOException exception) when (TreeWriter.IsTaken(exception))
        {
            throw errors.Of("BSH0379", PrintableName.Of(entry.Path));
        }
    }

    private void Restore(NodeName name, TarEntry entry)
    {
        switch (entry.Kind)
        {
            case TarEntryKind.Folder:
                tree.EnterNew(name);
                _folders.Add((name, entry));
                break;
            case TarEntryKind.SymbolicLink when entry.LinkTarget.Length == 0 || entry.LinkTarget.Contains((byte)0):
                throw errors.Refused(entry.Path, "it is a link to a name that cannot be");
            case TarEntryKind.SymbolicLink:
                Note(entry, tree.CreateSymbolicLink(name, entry.LinkTarget, AttributesOf(entry)));
                break;
            case TarEntryKind.HardLink:
                if (EntryPath.TryParse(entry.LinkTarget, out NodeName[] target) is not null || target.Length == 0 || !tree.TryLink(target, name))
                {
                    throw errors.Refused(
                        entry.Path, $"it is a link to '{PrintableName.Of(entry.LinkTarget)}', which is no file that the archive has held before");
                }

                break;
            default:
                RestoreNode(name, entry);
                break;
        }
    }

    private async ValueTask RestoreFileAsync(TarReader archive, NodeName name, TarEntry entry, CancellationToken cancellationToken)
    {
        using SafeFileHandle file = tree.CreateFile(name);
        foreach (SparseSegment segment in entry.Sparse?.Segments ?? [new SparseSegment(0, entry.SizeBytes)])
        {
            long position = segment.Offset;
            while (position < segment.End)
            {
                ReadOnlyMemory<byte> some = await archive.ReadContentAsync(segment.End - position, cancellationToken).ConfigureAwait(false);
                RandomAccess.Write(file, some.Span, position);
                position += some.Length;
            }
        }

        Note(entry, tree.FinishFile(file, entry.SizeBytes, AttributesOf(entry)));
        if ((entry.Mode & ~AttributesOf(entry).Mode) != 0)
        {
            warnings.Add(ErrorTexts.Error("BSH0377", PrintableName.Of(entry.Path)));
        }
    }

    private void RestoreNode(NodeName name, TarEntry entry)
    {
        if (options.RestoreDevices)
        {
            Note(entry, tree.CreateNode(name, entry.Kind, entry.DeviceMajor, entry.DeviceMinor, AttributesOf(entry)));
        }
        else
        {
            warnings.Add(ErrorTexts.Error("BSH0376", PrintableName.Of(entry.Path)));
        }
    }

    /// <summary>Stands in the folder that a path's last name lies in.</summary>
    private void GoTo(NodeName[] path, TarEntry entry)
    {
        int depth = path.Length - 1;
        for (int i = 0; i < depth; i++)
        {
            if (i >= _folders.Count || _folders[i].Name.CompareTo(path[i]) != 0)
            {
                throw errors.Refused(entry.Path, "the folder that it lies in does not stand before it");
            }
        }

        LeaveDownTo(depth);
    }

    private void LeaveDownTo(int depth)
    {
        while (_folders.Count > depth)
        {
            TarEntry folder = _folders[^1].Entry;
            _folders.RemoveAt(_folders.Count - 1);
            Note(folder, tree.Leave(AttributesOf(folder)));
        }
    }

    private NodeName[] Parse(TarEntry entry) =>
        EntryPath.TryParse(entry.Path, out NodeName[] names) is { } fault ? throw errors.Refused(entry.Path, fault) : names;

    private NodeAttributes AttributesOf(TarEntry entry)
    {
        bool keepsBits = entry.Kind != TarEntryKind.File || options.RestoreSetUserIdBits;
        int mode = keepsBits ? entry.Mode : entry.Mode & ~(UnixMode.SetUserId | UnixMode.SetGroupId);
        return new NodeAttributes(mode, _withOwners ? (entry.UserId, entry.GroupId) : null, entry.Modified);
    }

    private void Note(TarEntry entry, bool isOwned)
    {
        if (!isOwned)
        {
            warnings.Add(ErrorTexts.Error("BSH0378", PrintableName.Of(entry.Path), entry.UserId, entry.GroupId));
        }
    }
}
