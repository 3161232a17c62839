using System.Text.Json.Serialization;

namespace BackupSh.Storage.Dropbox;

/// <summary>The namespace in which paths begin: a header.</summary>
internal sealed record PathRoot([property: JsonPropertyName(".tag")] string Tag, string NamespaceId);
