namespace BackupSh.Catalog.History;

/// <summary>A backup in a storage, there or gone, as the last sync saw it. What decides about a backup is never this, but the storage.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Name">The backup's name.</param>
/// <param name="ArchiveBytes">The archive's size in bytes.</param>
/// <param name="Health">Whether it can be counted on; <see langword="null"/> if its info file cannot be read.</param>
/// <param name="GoneAt">When it was found to be gone, or was deleted; <see langword="null"/> if it is there.</param>
public sealed record KnownBackup(string Storage, BackupName Name, long ArchiveBytes, BackupHealth? Health, DateTimeOffset? GoneAt);
