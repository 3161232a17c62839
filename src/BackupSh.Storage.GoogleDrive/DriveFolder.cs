using System.Globalization;
using System.Runtime.CompilerServices;
using BackupSh.Catalog;
using BackupSh.Shared;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>The folder of a storage: whether it is there, what is in it, and which file has a name.</summary>
/// <remarks>Drive has no unique names. Two files of one name are told as an error; none is chosen, and none is deleted.</remarks>
internal sealed class DriveFolder(DriveClient client, DriveRequests requests, string folderId, int pageSize)
{
    internal const string RunProperty = "backupshRun";

    // A search of this many names is some two thousand characters long, which every server takes as an address.
    private const int NamesOfSearch = 25;

    private const string ListFields = $"nextPageToken,incompleteSearch,files({DriveFile.Fields})";

    // Null until it is known; then the drive's id, or "" for somebody's own drive. A folder never changes it.
    private string? _driveId;

    internal string Id => folderId;

    private GoogleDriveErrors Errors => requests.Errors;

    /// <summary>Fails unless the folder is there, is a folder, and is not in the trash.</summary>
    /// <returns>The id of the shared drive that it lies in, or <see langword="null"/>.</returns>
    internal async Task<string?> RequireAsync(CancellationToken cancellationToken)
    {
        DriveFile? folder = await requests.RunAsync("Look at the folder", null, (attempt, token) => TryGetAsync(folderId, attempt, token), cancellationToken)
            .ConfigureAwait(false);
        _ = folder switch
        {
            null => throw Errors.FolderMissing(),
            { MimeType: not DriveFile.FolderType } => throw Errors.FolderUnusable("it is a file"),
            { Trashed: true } => throw Errors.FolderUnusable("it is in the trash"),
            _ => folder,
        };
        _driveId = folder.DriveId ?? "";
        return _driveId.Length > 0 ? _driveId : null;
    }

    /// <summary>Returns a file by its id, or <see langword="null"/> if there is none.</summary>
    internal async Task<DriveFile?> TryGetAsync(string id, RequestAttempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync(id, attempt, cancellationToken).ConfigureAwait(false);
        }
        catch (DriveException exception) when (exception.StatusCode == 404)
        {
            return null;
        }
    }

    /// <summary>Lists all files with bytes whose names obey the grammar: others are not ours, and cannot be asked for.</summary>
    internal async Task<List<DriveFile>> ListAsync(CancellationToken cancellationToken)
    {
        List<DriveFile> found = [];
        await foreach (DriveFile file in SearchAsync(DriveSearch.Of(folderId), cancellationToken).ConfigureAwait(false))
        {
            if (file.HasContent && ObjectName.IsValid(file.Name))
            {
                found.Add(file);
            }
        }

        // The files of a folder in the trash are in the trash as well: it would look empty.
        await RequireAsync(cancellationToken).ConfigureAwait(false);
        return WithoutForeignTwins(found);
    }

    /// <summary>Finds the files of some names. Names are compared with case, which Drive does not do.</summary>
    internal async Task<ILookup<string, DriveFile>> FindAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        List<DriveFile> found = [];
        foreach (string[] some in names.Distinct(StringComparer.Ordinal).Chunk(NamesOfSearch))
        {
            await foreach (DriveFile file in SearchAsync(DriveSearch.Of(folderId, some), cancellationToken).ConfigureAwait(false))
            {
                if (file.HasContent && some.Contains(file.Name, StringComparer.Ordinal))
                {
                    found.Add(file);
                }
            }
        }

        return found.ToLookup(file => file.Name!, StringComparer.Ordinal);
    }

    /// <summary>Finds the one file of a name.</summary>
    /// <returns>The file, or <see langword="null"/> if the folder is there and holds none.</returns>
    internal async Task<DriveFile?> FindOneAsync(string name, CancellationToken cancellationToken)
    {
        DriveFile[] found = [.. (await FindAsync([name], cancellationToken).ConfigureAwait(false))[name]];
        if (found.Length == 0)
        {
            await RequireAsync(cancellationToken).ConfigureAwait(false);
        }

        return found.Length > 1 ? throw Errors.Duplicates(name, found.Select(file => file.Id!)) : found.FirstOrDefault();
    }

    /// <summary>Moves a file to the trash, or deletes it for good. One that is gone already is no failure.</summary>
    internal Task RemoveAsync(string id, string name, GoogleDriveDeletion deletion, CancellationToken cancellationToken) => requests.RunAsync(
        $"Delete '{name}'",
        name,
        async (attempt, token) =>
        {
            try
            {
                await (deletion == GoogleDriveDeletion.Trash
                    ? client.TrashAsync(id, attempt, token)
                    : client.DeleteAsync(id, attempt, token)).ConfigureAwait(false);
            }
            catch (DriveException exception) when (exception.StatusCode == 404)
            {
                // Somebody else, or an attempt whose answer was lost, was faster: if that is so.
                if (await TryGetAsync(id, attempt, token).ConfigureAwait(false) is { Trashed: false })
                {
                    throw;
                }
            }

            return true;
        },
        cancellationToken);

    /// <summary>Removes a file that this very upload has made: for good, or to the trash where that is all that is allowed.</summary>
    internal async Task RemoveOwnAsync(string id, string name, CancellationToken cancellationToken)
    {
        try
        {
            await RemoveAsync(id, name, GoogleDriveDeletion.Permanent, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception) when (exception.InnerException is DriveException { StatusCode: 403 })
        {
            await RemoveAsync(id, name, GoogleDriveDeletion.Trash, cancellationToken).ConfigureAwait(false);
        }
    }

    // A file is ours if it says so or is named like a backup's: of these, two of one name are a fault that somebody must look at.
    private List<DriveFile> WithoutForeignTwins(List<DriveFile> files)
    {
        List<DriveFile> result = new(files.Count);
        foreach (IGrouping<string, DriveFile> twins in files.GroupBy(file => file.Name!, StringComparer.Ordinal))
        {
            if (twins.Count() == 1)
            {
                result.Add(twins.First());
            }
            else if (BackupFile.TryParse(twins.Key, out _) || twins.Any(file => file.AppProperties?.ContainsKey(RunProperty) == true))
            {
                throw Errors.Duplicates(twins.Key, twins.Select(file => file.Id!));
            }
        }

        return result;
    }

    private async IAsyncEnumerable<DriveFile> SearchAsync(string query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _ = _driveId ?? await RequireAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> seen = new(StringComparer.Ordinal);
        string? page = null;
        do
        {
            DriveFileList answer = await requests.RunAsync(
                "List the folder", null, (attempt, token) => PageAsync(query, page, attempt, token), cancellationToken).ConfigureAwait(false);
            foreach (DriveFile file in answer.Files!.Where(file => seen.Add(file.Id!) && !file.Trashed))
            {
                yield return file;
            }

            page = answer.NextPageToken == page && page is not null ? throw Errors.Strange("a page of the listing names itself as the next one") : answer.NextPageToken;
        }
        while (!string.IsNullOrEmpty(page));
    }

    private async Task<DriveFileList> PageAsync(string query, string? page, RequestAttempt attempt, CancellationToken cancellationToken)
    {
        bool isShared = !string.IsNullOrEmpty(_driveId);
        DriveFileList answer;
        try
        {
            answer = await client.ReadAsync(
                () => new HttpRequestMessage(HttpMethod.Get, client.Address(
                    "drive/v3/files",
                    ("q", query),
                    ("pageSize", pageSize.ToString(CultureInfo.InvariantCulture)),
                    ("pageToken", page),
                    ("fields", ListFields),
                    ("corpora", isShared ? "drive" : "user"),
                    ("driveId", isShared ? _driveId : null),
                    ("includeItemsFromAllDrives", "true"))),
                DriveJson.Default.DriveFileList,
                attempt,
                cancellationToken).ConfigureAwait(false);
        }
        catch (DriveException exception) when (exception.StatusCode == 404)
        {
            throw Errors.FolderMissing(exception);
        }

        return Check(answer);
    }

    // What cannot be read as a listing is no empty one.
    private DriveFileList Check(DriveFileList answer)
    {
        if (answer.Files is null || answer.IncompleteSearch is null)
        {
            throw DriveException.Strange("a page of the listing has no files, or does not say whether it is complete");
        }

        if (answer.IncompleteSearch.Value)
        {
            throw Errors.IncompleteSearch();
        }

        return answer.Files.All(file => file.Id is not null && file.Name is not null && file.Parents?.Contains(folderId) != false)
            ? answer
            : throw DriveException.Strange("a page of the listing shows something else than files of the folder");
    }
}
