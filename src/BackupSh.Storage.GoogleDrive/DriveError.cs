namespace BackupSh.Storage.GoogleDrive;

/// <summary>An error: its sentence, and the words that say why.</summary>
internal sealed record DriveError(int? Code, string? Message, IReadOnlyList<DriveErrorDetail>? Errors);
