using System.Text.Json.Nodes;

namespace BackupSh.Testing.GoogleDrive;

/// <summary><c>files.list</c>: search, order, pages.</summary>
internal sealed class DriveListing(DriveFiles files, DriveRights rights, GoogleDriveServerSettings options)
{
    // Source: files.list, parameter pageSize.
    private const int DefaultPageSize = 100;
    private const int MaximumPageSize = 1000;
    private const string DefaultFields = $"kind,nextPageToken,incompleteSearch,files({DriveResource.DefaultFields})";
    private readonly Dictionary<string, (string Search, IReadOnlyList<string> Ids)> _pages = new(StringComparer.Ordinal);

    /// <summary>Forgets every page token that was given out.</summary>
    internal void ForgetPages()
    {
        lock (files.Sync)
        {
            _pages.Clear();
        }
    }

    internal Task AnswerAsync(DriveCall call)
    {
        JsonObject page;
        lock (files.Sync)
        {
            page = List(call);
        }

        return call.AnswerAsync(page, DefaultFields);
    }

    private JsonObject List(DriveCall call)
    {
        int size = call.Number("pageSize", DefaultPageSize, MaximumPageSize);
        string search = $"{call.Parameter("q")}\n{call.Parameter("orderBy")}\n{call.Parameter("driveId")}\n{call.Parameter("corpora")}";
        IReadOnlyList<string> ids = call.Parameter("pageToken") is { Length: > 0 } token ? Continue(token, search) : [.. Search(call).Select(view => view.File.Id)];

        // What was removed since the first page is not shown; what was added since is not, either.
        JsonArray found = new([.. ids.Take(size).Select(files.Find).OfType<DriveFile>().Select(file => (JsonNode)ToJson(files.View(file)))]);
        JsonObject page = new() { ["kind"] = "drive#fileList", ["incompleteSearch"] = options.SearchesIncompletely, ["files"] = found };
        if (ids.Count > size)
        {
            string next = "~!!~" + DriveFiles.Base64Url(48);
            _pages[next] = (search, [.. ids.Skip(size)]);
            page["nextPageToken"] = next;
        }

        return page;
    }

    private JsonObject ToJson(DriveFileView view)
    {
        JsonObject json = DriveResource.ToJson(view);
        if (!options.TellsSha256)
        {
            json.Remove("sha256Checksum");
        }

        return json;
    }

    private IReadOnlyList<string> Continue(string token, string search) =>
        _pages.TryGetValue(token, out (string Search, IReadOnlyList<string> Ids) page) && page.Search == search ? page.Ids : throw DriveFault.Invalid("pageToken");

    private IEnumerable<DriveFileView> Search(DriveCall call)
    {
        IEnumerable<DriveFileView> found = files.All.Where(view => rights.Sees(call, view.File) && IsInCorpora(call, view.File));
        if (call.Parameter("q") is { Length: > 0 } query)
        {
            (Func<DriveFileView, bool> matches, IReadOnlyList<string> parents) = DriveQuery.Parse(query);
            foreach (string parent in parents)
            {
                // A folder that is not there is no empty folder.
                _ = files.Find(parent) is { } folder && rights.Sees(call, folder) ? folder : throw DriveFault.NotFound("");
            }

            found = found.Where(matches);
        }

        return DriveOrder.Sort(found, call.Parameter("orderBy"));
    }

    private bool IsInCorpora(DriveCall call, DriveFile file)
    {
        bool withDrives = call.Flag("includeItemsFromAllDrives") && call.SupportsAllDrives;
        switch (call.Parameter("corpora"))
        {
            case "drive":
                if (!withDrives)
                {
                    throw new DriveFault(403, "teamDrivesCorporaRequired", "The corpora drive needs supportsAllDrives and includeItemsFromAllDrives.");
                }

                return (call.Parameter("driveId") ?? throw DriveFault.Required("driveId")) == files.SharedDrive.Id
                    ? file.DriveId == files.SharedDrive.Id
                    : throw new DriveFault(404, "notFound", $"Shared drive not found: {call.Parameter("driveId")}");
            case null or "" or "user" or "allDrives":
                return call.Parameter("driveId") is null or "" ? file.DriveId is null || withDrives : throw DriveFault.Invalid("driveId");
            default:
                throw DriveFault.Invalid("corpora");
        }
    }
}
