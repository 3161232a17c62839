using BackupSh.Backups;

namespace BackupSh.Cli.Output;

/// <summary>A backup that a run made or tried to make.</summary>
internal sealed record RunBackup(
    string Database,
    string Status,
    string? Backup,
    string? Archive,
    long ArchiveBytes,
    long PlaintextBytes,
    ShownError? Error,
    IReadOnlyList<ShownError> Warnings,
    IReadOnlyList<RunStorage> Storages)
{
    internal static RunBackup Of(BackupResult backup) => new(
        backup.Database,
        CliJson.Word(backup.Status),
        backup.Name,
        backup.Archive,
        backup.ArchiveBytes,
        backup.PlaintextBytes,
        ShownError.OfNullable(backup.Error),
        ShownError.OfAll(backup.Warnings),
        [.. backup.Outcomes.Select(RunStorage.Of)]);
}
