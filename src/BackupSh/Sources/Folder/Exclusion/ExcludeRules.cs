namespace BackupSh.Sources.Folder.Exclusion;

/// <summary>All patterns of a source. The last one that matches a path decides.</summary>
internal sealed class ExcludeRules
{
    private readonly ExcludePattern[] _patterns;

    internal ExcludeRules(IEnumerable<string> patterns) =>
        _patterns = [.. patterns.Select(pattern => ExcludePattern.Parse(pattern, ignoreCase: OperatingSystem.IsWindows()))];

    internal bool AreExcluding(TreePath path, bool isFolder)
    {
        for (int i = _patterns.Length - 1; i >= 0; i--)
        {
            if (_patterns[i].IsMatch(path, isFolder))
            {
                return _patterns[i].Excludes;
            }
        }

        return false;
    }
}
