using BackupSh.Sources.Folder.Trees;
using BackupSh.Sources.Tar;
using Microsoft.Win32.SafeHandles;

namespace BackupSh.Sources.Folder;

/// <summary>Makes entries of an archive out of files, links and devices.</summary>
internal sealed class FolderEntries(TreeReader tree, TarWriter tar, TreePath path, PathWarnings warnings)
{
    private readonly HardLinks _links = new();

    /// <summary>Adds what has no content.</summary>
    internal async Task AddAsync(TarEntryKind kind, NodeFacts facts, CancellationToken cancellationToken) =>
        await tar.BeginAsync(Make(kind, facts), cancellationToken).ConfigureAwait(false);

    internal async Task AddFileAsync(NodeName name, NodeFacts facts, CancellationToken cancellationToken)
    {
        if (_links.FindFirst(facts) is { } first)
        {
            await tar.BeginAsync(Make(TarEntryKind.HardLink, facts) with { LinkTarget = first }, cancellationToken).ConfigureAwait(false);
        }
        else if (warnings.TryAsk<SafeFileHandle>(() => tree.OpenFile(name), out SafeFileHandle? file))
        {
            using (file)
            {
                await AddContentAsync(file, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal async Task AddLinkAsync(NodeName name, NodeFacts facts, CancellationToken cancellationToken)
    {
        if (_links.FindFirst(facts) is { } first)
        {
            await tar.BeginAsync(Make(TarEntryKind.HardLink, facts) with { LinkTarget = first }, cancellationToken).ConfigureAwait(false);
        }
        else if (warnings.TryAsk<byte[]>(() => tree.ReadLink(name), out byte[]? target))
        {
            await tar.BeginAsync(Make(TarEntryKind.SymbolicLink, facts) with { LinkTarget = target }, cancellationToken).ConfigureAwait(false);
            _links.Add(facts, path.Bytes);
        }
    }

    private async Task AddContentAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        // Asked of the open file: the name may mean another one by now.
        if (!warnings.TryAsk(() => tree.Stat(file), out NodeFacts facts))
        {
            return;
        }

        if (facts.Kind != NodeKind.File)
        {
            warnings.AddChanged();
            return;
        }

        TarEntry entry = Make(TarEntryKind.File, facts) with { SizeBytes = facts.SizeBytes, Sparse = tree.FindData(file, facts) };
        await tar.BeginAsync(entry, cancellationToken).ConfigureAwait(false);
        FileCopy copy = new(tree, tar, file, facts);
        warnings.Add(await copy.RunAsync(entry, path.Bytes.ToArray(), cancellationToken).ConfigureAwait(false));
        _links.Add(facts, path.Bytes);
    }

    private TarEntry Make(TarEntryKind kind, in NodeFacts facts) => new()
    {
        Kind = kind,
        Path = path.Count == 0 ? "."u8.ToArray() : path.Bytes.ToArray(),
        Mode = facts.Mode,
        UserId = facts.UserId,
        GroupId = facts.GroupId,
        Modified = facts.Modified,
        DeviceMajor = facts.DeviceMajor,
        DeviceMinor = facts.DeviceMinor,
    };
}
