namespace BackupSh.Storage.GoogleDrive;

/// <summary>Writes searches.</summary>
internal static class DriveSearch
{
    /// <summary>The files of a folder that are not in the trash.</summary>
    internal static string Of(string folderId) => $"{Quote(folderId)} in parents and trashed = false";

    /// <summary>The files of a folder that have one of some names.</summary>
    internal static string Of(string folderId, IEnumerable<string> names) =>
        $"{Of(folderId)} and ({string.Join(" or ", names.Select(name => $"name = {Quote(name)}"))})";

    // Source: the guide "Search query terms and operators": a backslash and a quote are escaped with a backslash.
    internal static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
