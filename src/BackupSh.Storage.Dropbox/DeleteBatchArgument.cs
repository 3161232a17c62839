namespace BackupSh.Storage.Dropbox;

/// <summary>Files to delete in the background.</summary>
internal sealed record DeleteBatchArgument(IReadOnlyList<DeleteArgument> Entries);
