using BackupSh.Configuration;

namespace BackupSh.Scheduling;

/// <summary>What there is to do for a job now.</summary>
/// <param name="Kind">What.</param>
/// <param name="NextLook">With <see cref="TurnKind.Wait"/>: when to look again, or <see langword="null"/> if nothing comes.</param>
/// <param name="Due">With <see cref="TurnKind.Run"/> and <see cref="TurnKind.Skip"/>: the due time.</param>
/// <param name="Attempt">With <see cref="TurnKind.Run"/>: which attempt it is.</param>
/// <param name="Decision">What the schedules ask for.</param>
internal sealed record JobTurn(TurnKind Kind, DateTimeOffset? NextLook, DateTimeOffset Due, int Attempt, DueDecision Decision)
{
    /// <summary>Gets how far the schedules were; <see langword="null"/> with <see cref="TurnKind.Begin"/>, perhaps.</summary>
    internal ScheduleState? State { get; private init; }

    // Source: a day, and the hour by which clocks are put back. A clock that was wrong by more, and is right again, must not
    // stop a job for years.
    private static readonly TimeSpan MaximumAhead = TimeSpan.FromHours(25);

    /// <summary>Decides. Pure: reads no clock.</summary>
    /// <param name="job">The job.</param>
    /// <param name="state">How far its schedules are, or <see langword="null"/> for a job that nobody has looked at.</param>
    /// <param name="mayRun">Whether it is active and not paused.</param>
    /// <param name="now">The time.</param>
    internal static JobTurn Of(JobConfiguration job, ScheduleState? state, bool mayRun, DateTimeOffset now) =>
        Decide(job, state, mayRun, now) with { State = state };

    private static JobTurn Decide(JobConfiguration job, ScheduleState? state, bool mayRun, DateTimeOffset now)
    {
        if (state is null || state.Handled - now > MaximumAhead)
        {
            return Of(TurnKind.Begin);
        }

        if (state.Open is not null)
        {
            return Of(TurnKind.Recover);
        }

        DueDecision decision = DueDecision.Of(job, state.Handled, now);
        if (decision.Due is { } due)
        {
            return new JobTurn(mayRun ? TurnKind.Run : TurnKind.Skip, null, due, 1, decision);
        }

        if (state.Retry is not { } retry || !mayRun)
        {
            return new JobTurn(TurnKind.Wait, decision.NextLook, default, 0, decision);
        }

        DateTimeOffset at = new DueTimes(job).BlackOutEnd(retry.At > now ? retry.At : now) ?? retry.At;
        return at <= now
            ? new JobTurn(TurnKind.Run, null, retry.Due, retry.Attempt, decision)
            : new JobTurn(TurnKind.Wait, decision.NextLook < at ? decision.NextLook : at, default, 0, decision);
    }

    private static JobTurn Of(TurnKind kind) => new(kind, null, default, 0, default);
}
