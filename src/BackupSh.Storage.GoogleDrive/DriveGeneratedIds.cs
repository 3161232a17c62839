namespace BackupSh.Storage.GoogleDrive;

/// <summary>Ids for files that are still to be created.</summary>
internal sealed record DriveGeneratedIds(IReadOnlyList<string>? Ids);
