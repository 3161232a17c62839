namespace BackupSh.Storage.Dropbox;

/// <summary>Lists the folder: whole, or not at all.</summary>
internal sealed class DropboxListing(DropboxClient client, DropboxFolder folder)
{
    // A folder that changes all the time may lose its cursors again and again: three whole attempts, then it is an error.
    private const int MostRestarts = 3;

    /// <summary>Returns the files that lie directly in the folder.</summary>
    internal async Task<IReadOnlyList<StorageObject>> ListAsync(CancellationToken cancellationToken)
    {
        await folder.RequireAsync(cancellationToken).ConfigureAwait(false);
        for (int restart = 0; ; restart++)
        {
            try
            {
                return await ListOnceAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (StorageException exception) when (IsReset(exception) && restart < MostRestarts)
            {
                // What was read so far is thrown away: the cursor that led on from it is not valid any more.
                Log.ListingRestarts(client.Logger, client.Storage);
            }
        }
    }

    internal static StorageObject? ObjectOf(Entry entry) =>
        entry is { Tag: null or "file", Name: { } name, Size: >= 0 and var size, ServerModified: { } modified, Rev: { } rev }
            ? new StorageObject(name, size, modified.ToUniversalTime())
            {
                Version = rev,
                Checksum = entry.ContentHash is { } hash ? $"{DropboxStorage.ChecksumAlgorithm}:{hash}" : null,
            }
            : null;

    // Source: the API's specification, ListFolderContinueError.reset: "the cursor has been invalidated".
    private static bool IsReset(StorageException exception) => exception.InnerException is DropboxFailure { Tags: "reset" };

    private async Task<IReadOnlyList<StorageObject>> ListOnceAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, StorageObject> found = new(StringComparer.Ordinal);
        HashSet<string> cursors = new(StringComparer.Ordinal);
        ListAnswer page = await client.CallAsync(
            "files/list_folder",
            null,
            new ListArgument(folder.Path, DropboxLimits.PageEntries),
            DropboxJson.Default.ListArgument,
            DropboxJson.Default.ListAnswer,
            cancellationToken).ConfigureAwait(false);
        while (Take(page, found))
        {
            if (!cursors.Add(page.Cursor!))
            {
                throw client.Errors.StrangeAnswer("a listing leads back to a page that was read before");
            }

            page = await client.CallAsync(
                "files/list_folder/continue",
                null,
                new CursorArgument(page.Cursor!),
                DropboxJson.Default.CursorArgument,
                DropboxJson.Default.ListAnswer,
                cancellationToken).ConfigureAwait(false);
        }

        return [.. found.Values];
    }

    /// <summary>Applies a page's entries in their order: later ones change what earlier ones said.</summary>
    /// <returns>Whether there is another page.</returns>
    private bool Take(ListAnswer page, Dictionary<string, StorageObject> found)
    {
        if (page is not { Entries: { } entries, HasMore: { } hasMore, Cursor.Length: > 0 })
        {
            throw client.Errors.StrangeAnswer("a page of a listing lacks its entries, its cursor or its end");
        }

        foreach (Entry? entry in entries)
        {
            if (entry is not { PathLower: { } path, Tag: "file" or "folder" or "deleted" })
            {
                throw client.Errors.StrangeAnswer("a page of a listing has an entry that is neither a file nor a folder");
            }

            found.Remove(path);
            if (entry.Tag == "file")
            {
                found[path] = ObjectOf(entry) ?? throw client.Errors.StrangeAnswer($"a page of a listing tells too little of '{entry.Name}'");
            }
        }

        return hasMore;
    }
}
