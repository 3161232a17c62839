using BackupSh.Configuration;

namespace BackupSh.Scheduling;

/// <summary>What a job's schedules ask for now.</summary>
/// <param name="Due">The due time to run for, or <see langword="null"/> to wait.</param>
/// <param name="FirstMissed">The first due time before it that gets no run of its own, or <see langword="null"/>.</param>
/// <param name="LastMissed">The last of them.</param>
/// <param name="Missed">How many there are; <see cref="MaximumCounted"/> means that many or more.</param>
/// <param name="NextLook">When to look again, or <see langword="null"/> if no schedule comes any more. Means nothing with a due time.</param>
internal readonly record struct DueDecision(
    DateTimeOffset? Due, DateTimeOffset? FirstMissed, DateTimeOffset? LastMissed, int Missed, DateTimeOffset? NextLook)
{
    /// <summary>Where counting stops: a schedule of every second and a year of downtime must not hold up the host.</summary>
    internal const int MaximumCounted = 10_000;

    private static readonly TimeSpan FirstWindow = TimeSpan.FromHours(1);

    /// <summary>Decides whether a job runs now. Pure: reads no clock.</summary>
    /// <param name="job">The job.</param>
    /// <param name="handled">The last due time that was run, or given up.</param>
    /// <param name="now">The time.</param>
    /// <returns>The newest due time whose start has come, together with those before it: after a downtime one run makes up for all.</returns>
    internal static DueDecision Of(JobConfiguration job, DateTimeOffset handled, DateTimeOffset now)
    {
        DueTimes times = new(job);
        if (times.Next(handled) is not { } first)
        {
            return Wait(null);
        }

        DateTimeOffset start = times.StartOf(first);
        if (start > now)
        {
            return Wait(start);
        }

        return times.BlackOutEnd(now) is { } end
            ? Wait(end)
            : Run(times, first, Newest(times, handled, now) ?? first);
    }

    private static DueDecision Wait(DateTimeOffset? nextLook) => new(null, null, null, 0, nextLook);

    private static DueDecision Run(DueTimes times, DateTimeOffset first, DateTimeOffset due)
    {
        if (first >= due)
        {
            return new DueDecision(due, null, null, 0, null);
        }

        DateTimeOffset justBefore = due - TimeSpan.FromTicks(1);
        DateTimeOffset last = first;
        int missed = 1;
        foreach (DateTimeOffset other in times.Between(first, justBefore).Take(MaximumCounted - 1))
        {
            missed++;
            last = other;
        }

        return new DueDecision(due, first, missed < MaximumCounted ? last : justBefore, missed, null);
    }

    // From now backwards, in windows that grow, so that a long downtime is not walked through due time by due time.
    private static DateTimeOffset? Newest(DueTimes times, DateTimeOffset handled, DateTimeOffset now)
    {
        for (TimeSpan window = FirstWindow; ; window *= 4)
        {
            DateTimeOffset after = now - handled > window ? now - window : handled;
            DateTimeOffset? newest = null;
            foreach (DateTimeOffset due in times.Between(after, now).Where(due => times.StartOf(due) <= now))
            {
                newest = due;
            }

            if (newest is not null || after == handled)
            {
                return newest;
            }
        }
    }
}
