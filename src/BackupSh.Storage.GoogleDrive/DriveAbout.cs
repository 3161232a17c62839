namespace BackupSh.Storage.GoogleDrive;

/// <summary>The account.</summary>
internal sealed record DriveAbout(DriveStorageQuota? StorageQuota);
