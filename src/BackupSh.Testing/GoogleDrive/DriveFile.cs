namespace BackupSh.Testing.GoogleDrive;

/// <summary>A file or folder as the server keeps it. Read and written under the lock of <see cref="DriveFiles"/>.</summary>
internal sealed class DriveFile
{
    internal const string FolderType = "application/vnd.google-apps.folder";

    internal required string Id { get; init; }

    internal required string Name { get; set; }

    internal required string MimeType { get; set; }

    /// <summary>Gets or sets the folder that holds it: one at most, as everywhere since 2020. <see langword="null"/> for a root.</summary>
    internal string? Parent { get; set; }

    /// <summary>Gets the shared drive that it lies in, or <see langword="null"/> for somebody's own drive.</summary>
    internal string? DriveId { get; init; }

    internal bool IsTrashed { get; set; }

    internal bool IsStarred { get; set; }

    internal bool IsAbusive { get; set; }

    /// <summary>Gets a value indicating whether the scope <c>drive.file</c> sees it.</summary>
    internal bool IsOfApp { get; init; }

    internal string? Description { get; set; }

    internal DateTimeOffset CreatedTime { get; set; }

    internal DateTimeOffset ModifiedTime { get; set; }

    internal long Version { get; set; } = 1;

    /// <summary>Gets or sets its bytes; <see langword="null"/> for a folder.</summary>
    internal DriveContent? Content { get; set; }

    internal string? HeadRevisionId { get; set; }

    internal Dictionary<string, string> AppProperties { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, string> Properties { get; } = new(StringComparer.Ordinal);

    internal bool IsFolder => MimeType == FolderType;
}
