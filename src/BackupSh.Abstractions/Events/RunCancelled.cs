namespace BackupSh.Events;

/// <summary>A run of a job was cancelled, and has cleaned up.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="RunId">The run.</param>
/// <param name="Job">The job's name.</param>
public sealed record RunCancelled(DateTimeOffset Time, string RunId, string Job) : BackupEvent(Time, RunId);
