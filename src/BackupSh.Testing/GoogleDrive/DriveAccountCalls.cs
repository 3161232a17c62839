using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>What is not of files: the account, shared drives, changes.</summary>
internal sealed class DriveAccountCalls(DriveFiles files, GoogleDriveServerSettings options)
{
    private const int MaximumPage = 1000;

    internal Task AboutAsync(DriveCall call)
    {
        _ = call.Parameter("fields") ?? throw DriveFault.Required("fields");
        JsonObject quota;
        lock (files.Sync)
        {
            quota = new JsonObject
            {
                ["usage"] = DriveResource.Text(files.UsageBytes),
                ["usageInDrive"] = DriveResource.Text(files.UsageBytes),
                ["usageInDriveTrash"] = DriveResource.Text(files.TrashBytes),
            };
        }

        if (call.Access.IsServiceAccount || options.LimitBytes is not null)
        {
            quota["limit"] = DriveResource.Text(call.Access.IsServiceAccount ? 0 : options.LimitBytes!.Value);
        }

        JsonObject user = new() { ["kind"] = "drive#user", ["displayName"] = call.Access.Account, ["me"] = true, ["emailAddress"] = call.Access.Account };
        return call.AnswerAsync(new JsonObject { ["kind"] = "drive#about", ["user"] = user, ["storageQuota"] = quota }, "");
    }

    internal Task DrivesAsync(DriveCall call) =>
        call.AnswerAsync(new JsonObject { ["kind"] = "drive#driveList", ["drives"] = new JsonArray(SharedDrive()) }, "*");

    internal Task DriveAsync(DriveCall call, string id) =>
        id == files.SharedDrive.Id ? call.AnswerAsync(SharedDrive(), "*") : throw new DriveFault(404, "notFound", $"Shared drive not found: {id}");

    internal Task StartPageTokenAsync(DriveCall call)
    {
        lock (files.Sync)
        {
            return call.AnswerAsync(
                new JsonObject { ["kind"] = "drive#startPageToken", ["startPageToken"] = DriveResource.Text(files.Changes.Count + 1) }, "*");
        }
    }

    internal Task ChangesAsync(DriveCall call)
    {
        string token = call.Parameter("pageToken") is { Length: > 0 } text ? text : throw DriveFault.Required("pageToken");
        int size = call.Number("pageSize", 100, MaximumPage);
        JsonObject page;
        lock (files.Sync)
        {
            int from = int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= files.Changes.Count + 1
                ? number - 1
                : throw DriveFault.Invalid("pageToken");

            // Of several changes of one file in a page, the last one is told.
            DriveChange[] changes = [.. files.Changes.Skip(from).Take(size)];
            page = new JsonObject
            {
                ["kind"] = "drive#changeList",
                ["changes"] = new JsonArray([.. changes.GroupBy(change => change.FileId).Select(group => (JsonNode)ToJson(group.Last()))]),
            };
            int next = from + changes.Length;
            page[next < files.Changes.Count ? "nextPageToken" : "newStartPageToken"] = DriveResource.Text(next + 1);
        }

        return call.AnswerAsync(page, $"kind,nextPageToken,newStartPageToken,changes(kind,type,changeType,time,removed,fileId,file({DriveResource.DefaultFields}))");
    }

    private JsonObject SharedDrive() =>
        new() { ["kind"] = "drive#drive", ["id"] = files.SharedDrive.Id, ["name"] = files.SharedDrive.Name, ["createdTime"] = DriveResource.Time(files.SharedDrive.CreatedTime) };

    private JsonObject ToJson(DriveChange change)
    {
        DriveFile? file = files.Find(change.FileId);
        JsonObject json = new()
        {
            ["kind"] = "drive#change",
            ["type"] = "file",
            ["changeType"] = "file",
            ["time"] = DriveResource.Time(change.Time),
            ["removed"] = file is null,
            ["fileId"] = change.FileId,
        };
        if (file is not null)
        {
            json["file"] = DriveResource.ToJson(files.View(file));
        }

        return json;
    }
}
