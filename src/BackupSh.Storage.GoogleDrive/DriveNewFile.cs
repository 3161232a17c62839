namespace BackupSh.Storage.GoogleDrive;

/// <summary>The metadata of a new file.</summary>
internal sealed record DriveNewFile(string Id, string Name, string MimeType, IReadOnlyList<string> Parents, IReadOnlyDictionary<string, string> AppProperties);
