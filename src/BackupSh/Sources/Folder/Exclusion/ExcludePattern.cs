namespace BackupSh.Sources.Folder.Exclusion;

/// <summary>One pattern of <see cref="FolderSourceOptions.Exclude"/>, ready to be compared with paths.</summary>
// Source: gitignore(5), "Pattern format"; without comments, and without the spaces that git drops at the end of a line.
internal sealed class ExcludePattern
{
    private const string AnyFolders = "**";

    // Null stands for any number of folders.
    private readonly GlobName?[] _names;
    private readonly bool _foldersOnly;
    private readonly bool _ignoreCase;

    private ExcludePattern(GlobName?[] names, bool excludes, bool foldersOnly, bool ignoreCase)
    {
        _names = names;
        Excludes = excludes;
        _foldersOnly = foldersOnly;
        _ignoreCase = ignoreCase;
    }

    /// <summary>Gets a value indicating whether it leaves out what it matches; it began with <c>!</c> if not.</summary>
    internal bool Excludes { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It cannot be read; the message says why, as a clause.</exception>
    internal static ExcludePattern Parse(string pattern, bool ignoreCase)
    {
        bool excludes = !pattern.StartsWith('!');
        string text = excludes ? pattern : pattern[1..];
        bool foldersOnly = text.EndsWith('/');
        text = foldersOnly ? text[..^1] : text;

        // A slash anywhere else ties the pattern to the folder; without one it holds at every depth.
        bool isAnchored = text.Contains('/', StringComparison.Ordinal);
        text = text.StartsWith('/') ? text[1..] : text;
        List<string> parts = [.. text.Split('/')];
        if (parts.Contains(""))
        {
            throw new FormatException("a name is missing");
        }

        if (text.Contains('\0', StringComparison.Ordinal) || parts.Exists(part => part is "." or ".."))
        {
            throw new FormatException("no path has such a name");
        }

        if (!isAnchored)
        {
            parts.Insert(0, AnyFolders);
        }

        if (parts[^1] == AnyFolders)
        {
            parts.Add("*"); // what lies in the folder, and not the folder itself
        }

        GlobName?[] names = [.. parts.Select(part => part == AnyFolders ? null : new GlobParser(part).Parse())];
        return new ExcludePattern(names, excludes, foldersOnly, ignoreCase);
    }

    /// <summary>Says what is wrong with a pattern, or returns <see langword="null"/>.</summary>
    internal static string? FaultOf(string pattern)
    {
        try
        {
            _ = Parse(pattern, ignoreCase: false);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Tells whether a path matches: as a star does with characters, <c>**</c> does with names.</summary>
    internal bool IsMatch(TreePath path, bool isFolder)
    {
        if (_foldersOnly && !isFolder)
        {
            return false;
        }

        int part = 0;
        int position = 0;
        int anyFolders = -1;
        int anyFoldersEnd = 0;
        while (position < path.Count)
        {
            if (part < _names.Length && _names[part] is null)
            {
                (anyFolders, anyFoldersEnd) = (part++, position);
            }
            else if (part < _names.Length && _names[part]!.IsMatch(path.Name(position), _ignoreCase))
            {
                part++;
                position++;
            }
            else if (anyFolders >= 0)
            {
                (part, position) = (anyFolders + 1, ++anyFoldersEnd);
            }
            else
            {
                return false;
            }
        }

        return part == _names.Length;
    }
}
