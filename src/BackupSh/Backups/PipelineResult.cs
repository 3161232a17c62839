using BackupSh.Sources;

namespace BackupSh.Backups;

/// <summary>What went through the pipeline, and how each upload ended.</summary>
internal sealed record PipelineResult
{
    internal required long PlaintextBytes { get; init; }

    /// <summary>Gets the content's SHA-256, for unencrypted archives only.</summary>
    internal string? PlaintextSha256 { get; init; }

    internal required long ArchiveBytes { get; init; }

    internal required string ArchiveSha256 { get; init; }

    internal required SourceReport Report { get; init; }

    internal required IReadOnlyDictionary<string, UploadOutcome> Uploads { get; init; }

    /// <summary>Returns the result of a run whose storages have all failed.</summary>
    internal static PipelineResult Nothing(IReadOnlyDictionary<string, UploadOutcome> uploads) =>
        new() { PlaintextBytes = 0, ArchiveBytes = 0, ArchiveSha256 = "", Report = new SourceReport(), Uploads = uploads };
}
