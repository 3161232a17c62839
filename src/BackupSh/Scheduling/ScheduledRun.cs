namespace BackupSh.Scheduling;

/// <summary>A run that the scheduler has started.</summary>
internal sealed class ScheduledRun
{
    private Task? _left;

    /// <summary>Gets the task that ends when the run has, and what became of it is written down. Never fails.</summary>
    internal required Task Ended { get; init; }

    /// <summary>Gets a value indicating whether the run was cancelled and did not end: it holds its job, but no place.</summary>
    internal bool IsAbandoned => Volatile.Read(ref _left) is not null;

    /// <summary>Gets a value indicating whether nothing of the run is left.</summary>
    internal bool IsGone => Ended.IsCompleted && Volatile.Read(ref _left) is not { IsCompleted: false };

    /// <summary>Says that nobody waits for the run any more.</summary>
    /// <param name="left">What is left of it.</param>
    internal void Abandon(Task left) => Volatile.Write(ref _left, left);
}
