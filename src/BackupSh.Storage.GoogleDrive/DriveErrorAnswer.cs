namespace BackupSh.Storage.GoogleDrive;

/// <summary>The body of every error.</summary>
internal sealed record DriveErrorAnswer(DriveError? Error);
