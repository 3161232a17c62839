using System.Text.Json.Nodes;

namespace BackupSh.Testing.Dropbox;

/// <summary>A file or a folder, as it was at one time: a change makes another one.</summary>
internal sealed record DropboxEntry(string PathDisplay, string Id)
{
    internal string PathLower { get; } = PathDisplay.ToLowerInvariant();

    internal string Name => PathDisplay[(PathDisplay.LastIndexOf('/') + 1)..];

    /// <summary>Gets the content of a file; a folder has none.</summary>
    internal DropboxContent? Content { get; init; }

    internal string Rev { get; init; } = "";

    internal long SizeBytes { get; init; }

    internal string Hash { get; init; } = "";

    internal DateTimeOffset ClientModified { get; init; }

    internal DateTimeOffset ServerModified { get; init; }

    internal bool IsDeleted { get; init; }

    internal bool IsFile => Content is not null && !IsDeleted;

    internal bool IsFolder => Content is null && !IsDeleted;

    internal JsonObject ToJson(bool withTag = true)
    {
        JsonObject json = [];
        if (withTag)
        {
            json[".tag"] = IsDeleted ? "deleted" : IsFile ? "file" : "folder";
        }

        json["name"] = Name;
        json["path_lower"] = PathLower;
        json["path_display"] = PathDisplay;
        if (!IsDeleted)
        {
            json["id"] = Id;
        }

        if (IsFile)
        {
            json["client_modified"] = DropboxJson.Time(ClientModified);
            json["server_modified"] = DropboxJson.Time(ServerModified);
            json["rev"] = Rev;
            json["size"] = SizeBytes;
            json["is_downloadable"] = true;
            json["content_hash"] = Hash;
        }

        return json;
    }
}
