namespace BackupSh.Storage.Dropbox;

/// <summary>The same for content that is sent whole.</summary>
internal sealed record UploadArgument(string Path, string Mode, bool Autorename, bool Mute, bool StrictConflict, string ContentHash);
