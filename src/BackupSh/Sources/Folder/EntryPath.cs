using BackupSh.Sources.Folder.Trees;

namespace BackupSh.Sources.Folder;

/// <summary>Cuts an entry's path into names, and finds what a backup of ours never holds.</summary>
internal static class EntryPath
{
    /// <summary>Cuts a path.</summary>
    /// <param name="path">As the archive has it. <c>.</c> is the folder itself, and <c>./</c> may stand before a name, as
    /// <c>tar -c .</c> writes it.</param>
    /// <param name="names">The names; none for the folder itself.</param>
    /// <returns>Why the path is refused, as a clause, or <see langword="null"/>.</returns>
    internal static string? TryParse(ReadOnlySpan<byte> path, out NodeName[] names)
    {
        names = [];
        if (path.SequenceEqual("."u8))
        {
            return null;
        }

        path = path.StartsWith("./"u8) ? path[2..] : path;
        List<NodeName> found = [];
        foreach (Range range in path.Split((byte)'/'))
        {
            ReadOnlySpan<byte> name = path[range];
            if (FaultOf(name, isFirst: found.Count == 0) is { } fault)
            {
                return fault;
            }

            found.Add(new NodeName(name));
        }

        names = [.. found];
        return null;
    }

    private static string? FaultOf(ReadOnlySpan<byte> name, bool isFirst)
    {
        if (name.IsEmpty)
        {
            return isFirst ? "its path is empty or begins at the root" : "a name in its path is empty";
        }

        if (name.SequenceEqual("."u8) || name.SequenceEqual(".."u8))
        {
            return "its path holds '.' or '..'";
        }

        return name.Contains((byte)0) ? "its path holds a NUL" : null;
    }
}
