namespace BackupSh.Events;

/// <summary>Somebody has deleted a backup by hand.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="RunId">An id of the deletion's own.</param>
/// <param name="Storage">The storage's name.</param>
/// <param name="Backup">The backup's name without extension.</param>
public sealed record BackupDeleted(DateTimeOffset Time, string RunId, string Storage, string Backup) : BackupEvent(Time, RunId);
