namespace BackupSh.Events;

/// <summary>A storage does not have the backup that it should have, or none has.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="RunId">The run.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Database">The database's true name.</param>
/// <param name="Storage">The storage's name, or <see langword="null"/> if no storage has it.</param>
/// <param name="ErrorCode">The stable code, for example <c>BSH0210</c>.</param>
/// <param name="Error">The error in one line, with its hint.</param>
public sealed record BackupFailed(
    DateTimeOffset Time, string RunId, string Job, string Database, string? Storage, string ErrorCode, string Error) : BackupEvent(Time, RunId);
