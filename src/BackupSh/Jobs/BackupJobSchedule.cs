namespace BackupSh.Jobs;

/// <summary>One of a job's schedules.</summary>
/// <param name="Schedule">The schedule as it was written: a cron expression, or <c>every 1 day</c>.</param>
/// <param name="IsActive">Whether it counts.</param>
/// <param name="Next">When it comes next, UTC, whether it counts or not; <see langword="null"/> if never.</param>
public sealed record BackupJobSchedule(string Schedule, bool IsActive, DateTimeOffset? Next);
