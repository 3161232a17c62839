namespace BackupSh.Storage.Dropbox;

/// <summary>A session that has begun.</summary>
internal sealed record SessionAnswer(string? SessionId);
