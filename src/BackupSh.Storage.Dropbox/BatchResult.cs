using System.Text.Json;
using System.Text.Json.Serialization;

namespace BackupSh.Storage.Dropbox;

/// <summary>What became of one name.</summary>
internal sealed record BatchResult([property: JsonPropertyName(".tag")] string? Tag, JsonElement Failure);
