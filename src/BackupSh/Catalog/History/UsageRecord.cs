namespace BackupSh.Catalog.History;

/// <summary>What a storage held on a day, as the day's last sync saw it.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Backups">How many backups.</param>
/// <param name="ArchiveBytes">The sum of their archives in bytes.</param>
public sealed record UsageRecord(string Storage, DateOnly Day, int Backups, long ArchiveBytes);
