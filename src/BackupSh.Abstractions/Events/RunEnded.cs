namespace BackupSh.Events;

/// <summary>A run of a job has ended by itself, well or not.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="RunId">The run.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Status"><c>Succeeded</c>, <c>PartiallySucceeded</c> or <c>Failed</c>.</param>
/// <param name="Duration">How long it took.</param>
public sealed record RunEnded(DateTimeOffset Time, string RunId, string Job, string Status, TimeSpan Duration) : BackupEvent(Time, RunId);
