using System.Text.Json.Serialization;

namespace BackupSh.Storage.Dropbox;

/// <summary>A deletion in the background, or its results.</summary>
internal sealed record BatchAnswer([property: JsonPropertyName(".tag")] string? Tag, string? AsyncJobId, IReadOnlyList<BatchResult?>? Entries);
