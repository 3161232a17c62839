namespace BackupSh.Storage.Dropbox;

/// <summary>Under which path, and under which condition, a session becomes a file.</summary>
internal sealed record CommitArgument(string Path, string Mode, bool Autorename, bool Mute, bool StrictConflict);
