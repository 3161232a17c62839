namespace BackupSh.Jobs;

/// <summary>Due times of a job that got no run of their own.</summary>
/// <param name="First">The first of them, UTC.</param>
/// <param name="Last">The last of them, UTC.</param>
/// <param name="Count">How many; 10 000 means that many or more.</param>
/// <param name="Reason">Why.</param>
/// <param name="RunId">The run that made up for them, or <see langword="null"/> if none did.</param>
public sealed record PassedDueTimes(DateTimeOffset First, DateTimeOffset Last, int Count, PassedReason Reason, string? RunId);
