namespace BackupSh.Scheduling;

/// <summary>A due time whose run was interrupted, to be run again.</summary>
/// <param name="Due">The due time.</param>
/// <param name="Attempt">Which attempt the next one is.</param>
/// <param name="At">When to try.</param>
internal sealed record DueRetry(DateTimeOffset Due, int Attempt, DateTimeOffset At);
