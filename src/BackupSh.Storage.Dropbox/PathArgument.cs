namespace BackupSh.Storage.Dropbox;

/// <summary>A path, where that is all.</summary>
internal sealed record PathArgument(string Path);
