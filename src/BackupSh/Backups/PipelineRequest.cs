using BackupSh.Catalog;
using BackupSh.Compression;
using BackupSh.Encryption;
using BackupSh.Sources;

namespace BackupSh.Backups;

/// <summary>What a run asks of the pipeline.</summary>
internal sealed record PipelineRequest
{
    internal required string RunId { get; init; }

    internal required BackupName Name { get; init; }

    internal required string Archive { get; init; }

    internal required IBackupSource Source { get; init; }

    internal string? Database { get; init; }

    internal required ArchiveCompression Compression { get; init; }

    internal IBackupEncryptor? Encryptor { get; init; }

    internal required IReadOnlyList<StorageTarget> Targets { get; init; }

    internal required TimeSpan StallTimeout { get; init; }

    internal required Cleanup Cleanup { get; init; }

    /// <summary>Gets who is told how many bytes of content the source has written.</summary>
    internal Action<long>? OnBytes { get; init; }
}
