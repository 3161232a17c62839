namespace BackupSh.Storage.Dropbox;

/// <summary>What a change has made or removed.</summary>
internal sealed record MetadataAnswer(Entry? Metadata);
