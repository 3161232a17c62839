using System.Globalization;
using System.Text.Json.Nodes;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>Files as JSON. Whole numbers of 64 bits are texts.</summary>
internal static class DriveResource
{
    internal const string DefaultFields = "kind,id,name,mimeType,driveId,teamDriveId";

    // Fields that exist although the files here never have them. Source: the resource "files".
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "driveId", "teamDriveId", "description", "size", "md5Checksum", "sha1Checksum", "sha256Checksum", "headRevisionId", "parents", "shortcutDetails",
        "exportLinks", "resourceKey", "webContentLink", "thumbnailLink", "fileExtension", "fullFileExtension", "originalFilename", "appProperties",
        "properties", "trashedTime", "trashingUser", "owners", "permissions", "permissionIds", "sharingUser", "contentHints", "imageMediaMetadata",
        "videoMediaMetadata", "viewedByMeTime", "modifiedByMeTime", "sharedWithMeTime", "folderColorRgb", "isAppAuthorized", "nextPageToken", "lastModifyingUser", "limit",
    };

    internal static bool IsKnown(string path) => Known.Contains(path[(path.LastIndexOf('/') + 1)..]);

    internal static JsonObject ToJson(DriveFileView view)
    {
        DriveFile file = view.File;
        JsonObject json = new()
        {
            ["kind"] = "drive#file",
            ["id"] = file.Id,
            ["name"] = file.Name,
            ["mimeType"] = file.MimeType,
            ["starred"] = file.IsStarred,
            ["trashed"] = view.IsTrashed,
            ["explicitlyTrashed"] = file.IsTrashed,
            ["version"] = Text(file.Version),
            ["createdTime"] = Time(file.CreatedTime),
            ["modifiedTime"] = Time(file.ModifiedTime),
            ["webViewLink"] = $"https://drive.google.com/file/d/{file.Id}/view?usp=drivesdk",
            ["spaces"] = new JsonArray("drive"),
            ["ownedByMe"] = file.DriveId is null,
            ["shared"] = file.DriveId is not null,
            ["quotaBytesUsed"] = Text(file.Content?.SizeBytes ?? 0),
            ["capabilities"] = new JsonObject { ["canAddChildren"] = file.IsFolder, ["canEdit"] = true, ["canTrash"] = true },
        };
        AddPlace(json, view);
        AddContent(json, file);
        AddProperties(json, "appProperties", file.AppProperties);
        AddProperties(json, "properties", file.Properties);
        if (file.Description is not null)
        {
            json["description"] = file.Description;
        }

        return json;
    }

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void AddPlace(JsonObject json, DriveFileView view)
    {
        if (view.File.Parent is { } parent)
        {
            json["parents"] = new JsonArray(parent);
        }

        if (view.File.DriveId is { } drive)
        {
            json["driveId"] = drive;
            json["teamDriveId"] = drive;
        }
        else
        {
            json["owners"] = new JsonArray(new JsonObject { ["kind"] = "drive#user", ["emailAddress"] = view.Owner, ["me"] = true });
        }
    }

    private static void AddContent(JsonObject json, DriveFile file)
    {
        if (file.Content is not { } content)
        {
            return;
        }

        json["size"] = Text(content.SizeBytes);
        json["md5Checksum"] = content.Md5;
        json["sha1Checksum"] = content.Sha1;
        json["sha256Checksum"] = content.Sha256;
        json["headRevisionId"] = file.HeadRevisionId;
        json["originalFilename"] = file.Name;
        json["webContentLink"] = $"https://drive.google.com/uc?id={file.Id}&export=download";
    }

    private static void AddProperties(JsonObject json, string name, Dictionary<string, string> properties)
    {
        if (properties.Count > 0)
        {
            json[name] = new JsonObject(properties.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));
        }
    }
}
