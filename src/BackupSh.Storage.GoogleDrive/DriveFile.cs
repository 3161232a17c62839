using System.Text.Json.Serialization;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>A file as Drive shows it. Numbers of 64 bits come as texts.</summary>
internal sealed record DriveFile
{
    internal const string FolderType = "application/vnd.google-apps.folder";

    /// <summary>What every request for a file asks for.</summary>
    internal const string Fields = "id,name,mimeType,size,md5Checksum,sha256Checksum,headRevisionId,modifiedTime,trashed,parents,driveId,appProperties";

    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? MimeType { get; init; }

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public long? Size { get; init; }

    public string? Md5Checksum { get; init; }

    public string? Sha256Checksum { get; init; }

    public string? HeadRevisionId { get; init; }

    public DateTimeOffset? ModifiedTime { get; init; }

    public bool Trashed { get; init; }

    public IReadOnlyList<string>? Parents { get; init; }

    public string? DriveId { get; init; }

    public IReadOnlyDictionary<string, string>? AppProperties { get; init; }

    /// <summary>Gets a value indicating whether it has bytes: folders, shortcuts and Docs have none.</summary>
    [JsonIgnore]
    internal bool HasContent => Size is not null && ModifiedTime is not null;

    /// <summary>Gets the token of this content: the id changes with a new file, the revision with new bytes.</summary>
    [JsonIgnore]
    internal string Version => $"{Id}/{HeadRevisionId ?? Md5Checksum}";

    internal StorageObject ToObject() => new(Name!, Size!.Value, ModifiedTime!.Value.ToUniversalTime())
    {
        Version = Version,

        // The SHA-256 is promised for no file, and missing for old ones.
        Checksum = Sha256Checksum is { } sha256 ? $"sha256:{sha256}" : Md5Checksum is { } md5 ? $"md5:{md5}" : null,
    };
}
