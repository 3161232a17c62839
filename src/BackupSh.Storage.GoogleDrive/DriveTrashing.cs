namespace BackupSh.Storage.GoogleDrive;

/// <summary>A change that moves a file to the trash.</summary>
internal sealed record DriveTrashing(bool Trashed);
