namespace BackupSh.Events;

/// <summary>A run of a job starts.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="RunId">The run.</param>
/// <param name="Job">The job's name.</param>
public sealed record RunStarted(DateTimeOffset Time, string RunId, string Job) : BackupEvent(Time, RunId);
