namespace BackupSh.Storage.Dropbox;

/// <summary>A page of a listing.</summary>
internal sealed record ListAnswer(IReadOnlyList<Entry?>? Entries, string? Cursor, bool? HasMore);
