namespace BackupSh.Jobs;

/// <summary>A job's pause: its schedules start nothing until it is resumed. By hand it runs all the same.</summary>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Reason">Why, or <see langword="null"/>.</param>
public sealed record JobPause(DateTimeOffset Since, string? Reason);
