using BackupSh.Configuration;

namespace BackupSh.Scheduling;

/// <summary>When a schedule such as <c>every 2 weeks</c> comes: counted from a fixed moment, so that every host and every
/// start finds the same times.</summary>
internal static class IntervalTimes
{
    /// <summary>The moment that intervals count from unless a schedule names its own: a Monday and the first of a month, at
    /// midnight, so that days begin at midnight and weeks on Mondays.</summary>
    // Source: the first Monday since 2000 that is the first of a month.
    internal static readonly DateTime DefaultAnchor = new(2000, 5, 1, 0, 0, 0, DateTimeKind.Unspecified);

    // A calendar ends in the year 9999; a count from 2000 that would pass it never comes.
    private static readonly DateTime End = new(9000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Returns the first time after a moment, or <see langword="null"/> if there is none.</summary>
    internal static DateTimeOffset? Next(JobSchedule schedule, TimeZoneInfo zone, DateTimeOffset after)
    {
        DateTime anchor = schedule.NextExecution ?? DefaultAnchor;
        return schedule.IntervalUnit is ScheduleUnit.Minute or ScheduleUnit.Hour
            ? NextElapsed(schedule, ZoneTimes.ToUtc(anchor, zone), after)
            : NextOfCalendar(schedule, anchor, zone, after);
    }

    // Minutes and hours are elapsed time: an hour that the clock shows twice counts twice.
    private static DateTimeOffset? NextElapsed(JobSchedule schedule, DateTimeOffset anchor, DateTimeOffset after)
    {
        if (after < anchor)
        {
            return anchor;
        }

        TimeSpan step = schedule.IntervalCount * (schedule.IntervalUnit == ScheduleUnit.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1));
        long steps = ((after - anchor).Ticks / step.Ticks) + 1;
        return anchor + (steps * step);
    }

    // Days, weeks and months are those of the zone's calendar: three o'clock stays three o'clock.
    private static DateTimeOffset? NextOfCalendar(JobSchedule schedule, DateTime anchor, TimeZoneInfo zone, DateTimeOffset after)
    {
        DateTime local = TimeZoneInfo.ConvertTime(after, zone).DateTime;

        // One step back: a clock that was put back shows a time before the one that has just passed.
        for (long i = Math.Max(0, StepsUntil(schedule, anchor, local) - 1); At(schedule, anchor, i) is { } time; i++)
        {
            DateTimeOffset moment = ZoneTimes.ToUtc(time, zone);
            if (moment > after)
            {
                return moment;
            }
        }

        return null;
    }

    private static long StepsUntil(JobSchedule schedule, DateTime anchor, DateTime local) => schedule.IntervalUnit == ScheduleUnit.Month
        ? (((local.Year - anchor.Year) * 12) + local.Month - anchor.Month) / schedule.IntervalCount
        : (local - anchor).Days / DaysOf(schedule);

    private static long DaysOf(JobSchedule schedule) => (long)schedule.IntervalCount * (schedule.IntervalUnit == ScheduleUnit.Week ? 7 : 1);

    // Counted from the anchor each time: a month that is too short must not shorten those after it.
    private static DateTime? At(JobSchedule schedule, DateTime anchor, long step)
    {
        long months = step * schedule.IntervalCount;
        if (schedule.IntervalUnit == ScheduleUnit.Month)
        {
            return months <= (End.Year - anchor.Year) * 12L ? anchor.AddMonths((int)months) : null;
        }

        long days = step * DaysOf(schedule);
        return days <= (End - anchor).Days ? anchor.AddDays(days) : null;
    }
}
