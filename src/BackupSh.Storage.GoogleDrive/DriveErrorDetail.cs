namespace BackupSh.Storage.GoogleDrive;

/// <summary>One reason of an error.</summary>
internal sealed record DriveErrorDetail(string? Reason, string? Message);
