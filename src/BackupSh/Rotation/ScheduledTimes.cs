using BackupSh.Configuration;
using BackupSh.Shared;

namespace BackupSh.Rotation;

/// <summary>The moments of a schedule, for simulations.</summary>
public static class ScheduledTimes
{
    /// <summary>Returns when a schedule comes.</summary>
    /// <param name="schedule">A cron expression of five or six fields, or for example <c>every 4 hours</c>, as jobs have it.</param>
    /// <param name="timeZone">The zone that cron expressions go by, and whose calendar counts days, weeks and months.</param>
    /// <param name="from">The first moment that can come.</param>
    /// <param name="until">The moment that comes no more.</param>
    /// <returns>The moments, the earliest first.</returns>
    /// <exception cref="BackupShException">It is no schedule (<c>BSH0122</c>).</exception>
    public static IEnumerable<DateTimeOffset> Of(string schedule, TimeZoneInfo timeZone, DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(timeZone);
        if (!JobSchedule.TryParse(schedule, isActive: true, out JobSchedule? parsed, out string reason))
        {
            throw new BackupShException(ErrorTexts.Error("BSH0122", schedule, reason));
        }

        return parsed.Cron is null ? Every(parsed, from, until) : OfCron(parsed, timeZone, from, until);
    }

    private static IEnumerable<DateTimeOffset> OfCron(JobSchedule schedule, TimeZoneInfo timeZone, DateTimeOffset from, DateTimeOffset until)
    {
        for (DateTimeOffset? time = schedule.Next(timeZone, from.AddTicks(-1)); time < until; time = schedule.Next(timeZone, time.Value))
        {
            yield return time.Value;
        }
    }

    private static IEnumerable<DateTimeOffset> Every(JobSchedule schedule, DateTimeOffset from, DateTimeOffset until)
    {
        // Counted from the start each time: a month that is too short must not shorten those after it.
        for (long i = 0; After(schedule, from, i * schedule.IntervalCount) is var time && time < until; i++)
        {
            yield return time;
        }
    }

    private static DateTimeOffset After(JobSchedule schedule, DateTimeOffset from, long count) => schedule.IntervalUnit switch
    {
        ScheduleUnit.Minute => from.AddMinutes(count),
        ScheduleUnit.Hour => from.AddHours(count),
        ScheduleUnit.Day => from.AddDays(count),
        ScheduleUnit.Week => from.AddDays(count * 7),
        _ => from.AddMonths((int)count),
    };
}
