namespace BackupSh.Storage.GoogleDrive;

/// <summary>The account's room in bytes; without a limit it is unlimited.</summary>
internal sealed record DriveStorageQuota(long? Limit, long? Usage);
