namespace BackupSh.Storage.Dropbox;

/// <summary>A deletion in the background to ask about.</summary>
internal sealed record JobArgument(string AsyncJobId);
