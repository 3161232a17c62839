namespace BackupSh.Events;

/// <summary>A storage has a new backup: archive and info file, whole and checked.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="RunId">The run.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Backup">The backup's name without extension.</param>
/// <param name="Storage">The storage's name.</param>
/// <param name="ArchiveBytes">The archive's size in bytes.</param>
public sealed record BackupCommitted(
    DateTimeOffset Time, string RunId, string Job, string Backup, string Storage, long ArchiveBytes) : BackupEvent(Time, RunId);
