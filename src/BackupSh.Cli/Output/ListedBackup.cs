using BackupSh.Catalog;

namespace BackupSh.Cli.Output;

/// <summary>A backup in one storage. What is null is not in the info file: the Awkhad modules wrote the backup.</summary>
internal sealed record ListedBackup(
    string Backup,
    string Storage,
    string Database,
    DateTime Time,
    string Archive,
    long ArchiveBytes,
    long? PlaintextBytes,
    bool Encrypted,
    string Health,
    bool Pinned,
    string? Source,
    string? Job,
    string? Instance,
    string? RunId,
    IReadOnlyDictionary<string, string> Labels)
{
    internal static ListedBackup Of(BackupEntry entry)
    {
        BackupDetails? details = entry.Info.Details;
        return new ListedBackup(
            entry.Name.ToString(),
            entry.Storage,
            details?.TrueDatabase ?? BackupName.Unescape(entry.Name.Database),
            entry.Name.Time.UtcDateTime,
            entry.Archive,
            entry.ArchiveBytes,
            details?.PlaintextBytes,
            entry.Info.Encrypted,
            CliJson.Word(entry.Health),
            entry.IsPinned,
            details?.Source,
            details?.Job,
            details?.Instance,
            details?.RunId,
            details?.Labels ?? new Dictionary<string, string>());
    }
}
