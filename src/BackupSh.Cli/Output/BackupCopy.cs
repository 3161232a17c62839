using BackupSh.Catalog;

namespace BackupSh.Cli.Output;

/// <summary>Everything that is written down about a backup in one storage. What is null or empty is not in the info file.</summary>
internal sealed record BackupCopy(
    string Storage,
    string Service,
    string Health,
    string Archive,
    long ArchiveBytes,
    long RecordedArchiveBytes,
    string? ArchiveSha256,
    bool Encrypted,
    string? Encryption,
    IReadOnlyList<string> KeyIds,
    string? Compression,
    long? PlaintextBytes,
    string? PlaintextSha256,
    string? Source,
    string? SourceKind,
    IReadOnlyDictionary<string, string> Tools,
    string? Job,
    string? Instance,
    string? Host,
    string? RunId,
    double? DurationSeconds,
    IReadOnlyDictionary<string, string> Labels,
    bool Pinned,
    ShownPin? Pin,
    string? Restore,
    int? Format,
    int? MinReader,
    string? Seal,
    IReadOnlyList<InfoEntry> Other)
{
    private static readonly Dictionary<string, string> Nothing = [];

    internal static BackupCopy Of(BackupEntry entry, DateTimeOffset now)
    {
        BackupDetails? details = entry.Info.Details;
        return new BackupCopy(
            entry.Storage,
            entry.Info.StorageService,
            CliJson.Word(entry.Health),
            entry.Archive,
            entry.ArchiveBytes,
            entry.Info.SizeBytes,
            details?.ArchiveSha256,
            entry.Info.Encrypted,
            details?.Encryption,
            details?.KeyIds ?? [],
            details?.Compression,
            details?.PlaintextBytes,
            details?.PlaintextSha256,
            details?.Source,
            details?.SourceKind,
            details?.ToolVersions ?? Nothing,
            details?.Job,
            details?.Instance,
            details?.Host,
            details?.RunId,
            details is null ? null : CliJson.Seconds(details.Duration),
            details?.Labels ?? Nothing,
            entry.IsPinned,
            entry.Pin is { } pin ? ShownPin.Of(pin, now) : null,
            details?.Restore,
            details?.Format,
            details?.MinimumReader,
            details?.Seal,
            [.. entry.Info.UnknownEntries.Select(other => new InfoEntry(other.Section, other.Key, other.Value))]);
    }
}
