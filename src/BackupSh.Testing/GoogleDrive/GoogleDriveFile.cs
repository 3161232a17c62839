namespace BackupSh.Testing.GoogleDrive;

/// <summary>A file as a <see cref="GoogleDriveServer"/> holds it at a moment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, which others in the same folder may have, too.</param>
/// <param name="ParentId">The folder that holds it.</param>
/// <param name="SizeBytes">Its size in bytes; 0 for a folder.</param>
/// <param name="IsTrashed">Whether it, or a folder above it, is in the trash.</param>
public sealed record GoogleDriveFile(string Id, string Name, string? ParentId, long SizeBytes, bool IsTrashed)
{
    /// <summary>Gets the properties that the app keeps with it.</summary>
    public required IReadOnlyDictionary<string, string> AppProperties { get; init; }

    /// <summary>Gets the MD5 of its bytes, in lower-case hexadecimal digits, or <see langword="null"/> for a folder.</summary>
    public string? Md5 { get; init; }
}
