namespace BackupSh.Catalog.History;

/// <summary>A backup that a run made or tried to make, as the history remembers it.</summary>
/// <param name="Database">The database's true name.</param>
/// <param name="Name">The backup's name, or <see langword="null"/> if it failed before it had one.</param>
/// <param name="ArchiveBytes">The archive's size in bytes; 0 if there is none.</param>
/// <param name="Storages">What became of it in each storage.</param>
/// <param name="Error">Why there is no backup at all, or <see langword="null"/>.</param>
/// <param name="Warnings">What should be known although it stands.</param>
public sealed record RunBackupRecord(
    string Database, string? Name, long ArchiveBytes, IReadOnlyList<RunStorageRecord> Storages, string? Error, IReadOnlyList<string> Warnings);
