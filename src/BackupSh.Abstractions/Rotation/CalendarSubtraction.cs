namespace BackupSh.Rotation;

/// <summary>Counts back in the calendar.</summary>
internal static class CalendarSubtraction
{
    // More than the calendar has; their ticks fit a number of 64 bits.
    private const int MaximumDays = 4_000_000;
    private const int MaximumHours = MaximumDays * 24;

    /// <summary>Counts back from a moment: first years and months, then days, all on the zone's clocks, then hours as they pass.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="duration">How far.</param>
    /// <param name="clock">The zone's clocks.</param>
    /// <param name="carriesOver">What becomes of a month that is too short, for 31 March less a month: its last day
    /// (28 February), or, carried over, as many days into the next one as are missing (3 March).</param>
    /// <returns>The moment; the first one of the calendar for what lies before it.</returns>
    internal static DateTimeOffset Subtract(DateTimeOffset moment, CalendarDuration duration, ZoneClock clock, bool carriesOver)
    {
        long ticks = moment.UtcTicks;
        if (duration.Months > 0 || duration.Days > 0)
        {
            long local = clock.At(moment).Ticks;
            long earlier = EarlierMonth(local, duration.Months, carriesOver) - (Math.Min(duration.Days, MaximumDays) * TimeSpan.TicksPerDay);
            ticks = earlier < 0 ? 0 : clock.FirstAt(earlier, moment).UtcTicks;
        }

        return ZoneClock.Moment(ticks - (Math.Min(duration.Hours, MaximumHours) * TimeSpan.TicksPerHour));
    }

    // Below zero is before the calendar.
    private static long EarlierMonth(long localTicks, int months, bool carriesOver)
    {
        DateTime local = new(localTicks);
        if ((local.Year * 12) + local.Month - 1 - (long)months < 12)
        {
            return -1;
        }

        return carriesOver
            ? local.AddDays(1 - local.Day).AddMonths(-months).AddDays(local.Day - 1).Ticks
            : local.AddMonths(-months).Ticks;
    }
}
