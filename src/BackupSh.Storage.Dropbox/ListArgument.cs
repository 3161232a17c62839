namespace BackupSh.Storage.Dropbox;

/// <summary>What <c>list_folder</c> takes.</summary>
internal sealed record ListArgument(string Path, int Limit);
