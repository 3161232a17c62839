using BackupSh.Backups;
using BackupSh.Shared;

namespace BackupSh.Scheduling;

/// <summary>What became of a scheduled run.</summary>
internal sealed record ScheduledOutcome
{
    /// <summary>Gets what the run made, or <see langword="null"/> if it did not come to an end.</summary>
    public RunResult? Result { get; private init; }

    /// <summary>Gets why it did not come to an end.</summary>
    public BackupShError? Error { get; private init; }

    /// <summary>Gets a value indicating whether the run was interrupted, and not failed.</summary>
    public bool IsInterrupted { get; private init; }

    /// <summary>Gets a value indicating whether the host stopped.</summary>
    public bool IsStopped { get; private init; }

    /// <summary>Gets a value indicating whether another node has taken the run over.</summary>
    public bool IsLeaseLost { get; private init; }

    internal static ScheduledOutcome Of(RunResult result) => new() { Result = result };

    internal static ScheduledOutcome Failed(BackupShError error) => new() { Error = error };

    internal static ScheduledOutcome Interrupted(BackupShError error) => new() { Error = error, IsInterrupted = true };

    internal static ScheduledOutcome Stopped(string job) =>
        new() { Error = ErrorTexts.Error("BSH1145", job), IsInterrupted = true, IsStopped = true };

    internal static ScheduledOutcome LeaseLost(string job) =>
        new() { Error = ErrorTexts.Error("BSH1146", job), IsInterrupted = true, IsLeaseLost = true };
}
