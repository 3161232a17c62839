namespace BackupSh.Catalog.History;

/// <summary>What became of a backup in one storage, as the history remembers it.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Error">Why it does not have the backup, or <see langword="null"/> if it has it.</param>
/// <param name="Rotated">How many backups the rotation after it deleted.</param>
public sealed record RunStorageRecord(string Storage, string? Error, int Rotated);
