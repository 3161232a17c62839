using System.Text.Json.Serialization;

namespace BackupSh.Storage.Dropbox;

/// <summary>A file, a folder or a deleted one, as far as it is told.</summary>
internal sealed record Entry(
    [property: JsonPropertyName(".tag")] string? Tag,
    string? Name,
    string? PathLower,
    string? Rev,
    long? Size,
    DateTimeOffset? ServerModified,
    string? ContentHash);
