namespace BackupSh.Storage.Dropbox;

/// <summary>A temporary link.</summary>
internal sealed record LinkAnswer(Entry? Metadata, string? Link);
