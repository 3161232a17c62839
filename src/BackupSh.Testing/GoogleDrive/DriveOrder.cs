namespace BackupSh.Testing.GoogleDrive;

/// <summary>The parameter <c>orderBy</c>: keys in the order of their weight, each with <c>desc</c> or without.</summary>
internal static class DriveOrder
{
    internal static IOrderedEnumerable<DriveFileView> Sort(IEnumerable<DriveFileView> files, string? orderBy)
    {
        // Without an order the newest come first; the id decides at last, so that pages do not overlap.
        if (string.IsNullOrEmpty(orderBy))
        {
            return files.OrderByDescending(file => file.File.ModifiedTime).ThenBy(file => file.File.Id, StringComparer.Ordinal);
        }

        IOrderedEnumerable<DriveFileView>? ordered = null;
        foreach (string key in orderBy.Split(','))
        {
            string[] words = key.Split((char[])[' ', '+'], StringSplitOptions.RemoveEmptyEntries);
            bool descends = words is [_, "desc"];
            if (words is not ([_] or [_, "desc" or "asc"]))
            {
                throw DriveFault.Invalid("orderBy");
            }

            IComparer<DriveFileView> comparer = Comparer<DriveFileView>.Create(Compare(words[0]));
            comparer = descends ? Comparer<DriveFileView>.Create((a, b) => Compare(words[0])(b, a)) : comparer;
            ordered = ordered is null ? files.Order(comparer) : ordered.ThenBy(file => file, comparer);
        }

        return ordered!.ThenBy(file => file.File.Id, StringComparer.Ordinal);
    }

    // Source: files.list, parameter orderBy.
    private static Comparison<DriveFileView> Compare(string key) => key switch
    {
        "createdTime" => (a, b) => a.File.CreatedTime.CompareTo(b.File.CreatedTime),
        "modifiedTime" or "modifiedByMeTime" or "recency" or "viewedByMeTime" or "sharedWithMeTime" => (a, b) => a.File.ModifiedTime.CompareTo(b.File.ModifiedTime),
        "name" or "name_natural" => (a, b) => string.Compare(a.File.Name, b.File.Name, StringComparison.OrdinalIgnoreCase),
        "quotaBytesUsed" => (a, b) => (a.File.Content?.SizeBytes ?? 0).CompareTo(b.File.Content?.SizeBytes ?? 0),
        "folder" => (a, b) => b.File.IsFolder.CompareTo(a.File.IsFolder),
        "starred" => (a, b) => b.File.IsStarred.CompareTo(a.File.IsStarred),
        _ => throw DriveFault.Invalid("orderBy"),
    };
}
