namespace BackupSh.Events;

/// <summary>A backup was restored.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="RunId">An id of the restore's own.</param>
/// <param name="Backup">The backup's name without extension.</param>
/// <param name="Storage">The storage it was read from.</param>
/// <param name="Target">Where the restored data stands.</param>
/// <param name="Duration">How long it took.</param>
public sealed record BackupRestored(
    DateTimeOffset Time, string RunId, string Backup, string Storage, string Target, TimeSpan Duration) : BackupEvent(Time, RunId);
