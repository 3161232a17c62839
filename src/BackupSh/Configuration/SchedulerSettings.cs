namespace BackupSh.Configuration;

/// <summary>How schedules are run, checked and frozen.</summary>
internal sealed record SchedulerSettings(
    bool Enabled, int MaximumParallelRuns, TimeSpan NoProgressTimeout, TimeSpan LeaseDuration, TimeSpan RetryDelay);
