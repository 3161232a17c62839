namespace BackupSh.Storage.Dropbox;

/// <summary>A file to delete, in one revision.</summary>
internal sealed record DeleteArgument(string Path, string? ParentRev);
