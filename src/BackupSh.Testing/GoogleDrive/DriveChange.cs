namespace BackupSh.Testing.GoogleDrive;

/// <summary>An entry of the feed of changes. Its token is its position.</summary>
/// <param name="FileId">The file that was created, changed or removed.</param>
/// <param name="Time">When.</param>
internal readonly record struct DriveChange(string FileId, DateTimeOffset Time);
