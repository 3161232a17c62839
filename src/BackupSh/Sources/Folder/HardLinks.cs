using BackupSh.Sources.Folder.Trees;

namespace BackupSh.Sources.Folder;

/// <summary>Remembers the files with several names, until all of them were met.</summary>
internal sealed class HardLinks
{
    private readonly Dictionary<NodeIdentity, (byte[] Path, uint Missing)> _met = [];

    /// <summary>Returns the path under which a file was backed up before, or <see langword="null"/>.</summary>
    internal byte[]? FindFirst(in NodeFacts file)
    {
        if (file.LinkCount < 2 || !_met.TryGetValue(file.Identity, out (byte[] Path, uint Missing) first))
        {
            return null;
        }

        if (first.Missing == 1)
        {
            _met.Remove(file.Identity);
        }
        else
        {
            _met[file.Identity] = first with { Missing = first.Missing - 1 };
        }

        return first.Path;
    }

    /// <summary>Remembers a file that was backed up under its first name.</summary>
    internal void Add(in NodeFacts file, ReadOnlySpan<byte> path)
    {
        if (file.LinkCount > 1)
        {
            _met[file.Identity] = (path.ToArray(), file.LinkCount - 1);
        }
    }
}
