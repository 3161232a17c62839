namespace BackupSh.Storage.Dropbox;

/// <summary>A place in a session.</summary>
internal sealed record SessionCursor(string SessionId, long Offset);
