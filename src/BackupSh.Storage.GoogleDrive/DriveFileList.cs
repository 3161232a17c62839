namespace BackupSh.Storage.GoogleDrive;

/// <summary>A page of a listing.</summary>
internal sealed record DriveFileList(IReadOnlyList<DriveFile>? Files, string? NextPageToken, bool? IncompleteSearch);
