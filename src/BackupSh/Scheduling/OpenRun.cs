namespace BackupSh.Scheduling;

/// <summary>A scheduled run that was started.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Due">The due time that it is for.</param>
/// <param name="Attempt">1, or 2 after an interruption.</param>
/// <param name="Started">When it was started.</param>
internal sealed record OpenRun(string RunId, DateTimeOffset Due, int Attempt, DateTimeOffset Started);
