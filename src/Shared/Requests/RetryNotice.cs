namespace BackupSh.Shared;

/// <summary>An attempt failed, and another one follows: worth a line of the log, but no error yet.</summary>
/// <param name="Operation">What was tried, for example <c>UploadPart 7 of 'x'</c>.</param>
/// <param name="Attempt">The number of the attempt that failed, from 1.</param>
/// <param name="Delay">How long is waited before the next one.</param>
/// <param name="Failure">Why it failed.</param>
internal sealed record RetryNotice(string Operation, int Attempt, TimeSpan Delay, Exception Failure);
