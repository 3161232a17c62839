namespace BackupSh.Rotation;

/// <summary>How long a backup is kept at least.</summary>
/// <remarks>A backup that stands for a period which is over is pushed out only by as many later periods as the rule counts,
/// and the last of them cannot have a backup before it begins. What is promised errs on the early side.</remarks>
internal static class RotationPromise
{
    private const int HoursPerHalfYear = 4380;

    /// <summary>Returns the latest moment that any of the rules which keep a backup promises; null if none does.</summary>
    internal static DateTimeOffset? Latest(
        IEnumerable<TierPeriods> tiers, int index, CountedBackups counted, RotationPolicy policy, DateTimeOffset now)
    {
        // With offsets of their own, other backups' periods begin at other moments.
        return policy.Settings.UseRecordedOffset ? null : tiers.Max(tier => Of(tier, index, counted, policy, now));
    }

    private static DateTimeOffset? Of(TierPeriods tier, int index, CountedBackups counted, RotationPolicy policy, DateTimeOffset now)
    {
        if (LimitBound(tier, index, counted, policy, now) is not { } byLimit)
        {
            return null;
        }

        DateTimeOffset byAge = tier.Rule.MaxAge is { } age ? AgeBound(Aging(tier, index, counted, policy), age, counted.Clock, policy.TimeZone) : DateTimeOffset.MaxValue;
        return byLimit < byAge ? byLimit : byAge;
    }

    // What grows older: a period that its oldest backup stands for is as old as its beginning.
    private static DateTimeOffset Aging(TierPeriods tier, int index, CountedBackups counted, RotationPolicy policy) =>
        tier.Rule.Pick == RotationPick.Oldest ? counted.StartOfPeriod(new PeriodCalendar(tier.Tier, policy.Settings), index) : counted[index].Time;

    private static DateTimeOffset? LimitBound(TierPeriods tier, int index, CountedBackups counted, RotationPolicy policy, DateTimeOffset now)
    {
        if (tier.Tier == RotationTier.Last)
        {
            return tier.Rule.IsUnlimited ? DateTimeOffset.MaxValue : null; // the next backups may come at any time
        }

        PeriodCalendar calendar = new(tier.Tier, policy.Settings);
        long key = calendar.KeyOf(counted.LocalTimes[index]);
        if (tier.Rule.Pick == RotationPick.Newest && now < StartOfLater(1))
        {
            return null; // the period still runs: the next backup takes over
        }

        return tier.Rule.Limit is { } limit ? StartOfLater(limit) : DateTimeOffset.MaxValue;

        DateTimeOffset StartOfLater(int periods) => tier.Tier == RotationTier.Hourly
            ? LaterHour(calendar.FirstMoment(key, counted.Clock, default).UtcTicks, periods, policy.TimeZone)
            : calendar.FirstMoment(calendar.Later(key, periods), counted.Clock, default);
    }

    // A change of the clocks within an hour cuts it in two, so that there can be one more hour than pass.
    private static DateTimeOffset LaterHour(long utcTicks, int hours, TimeZoneInfo zone)
    {
        int more = zone.SupportsDaylightSavingTime && hours > 1 ? 1 + (hours / HoursPerHalfYear) : 0;
        return ZoneClock.Moment(utcTicks + ((hours - more) * TimeSpan.TicksPerHour));
    }

    // The first backup from which, counted back, this one is as old: not before this one counted forward, less a day for
    // what changes of clocks and short months do.
    private static DateTimeOffset AgeBound(DateTimeOffset time, CalendarDuration age, ZoneClock clock, TimeZoneInfo zone)
    {
        const int MaximumDays = 3_700_000; // more than the calendar has
        DateTime local = new(clock.At(time).Ticks);
        int months = (int)Math.Min(age.Months, ((DateTime.MaxValue.Year - local.Year) * 12) + 12L - local.Month);
        long ticks = local.Ticks + (Math.Min(age.Days, MaximumDays) * TimeSpan.TicksPerDay);
        if (ticks >= DateTime.MaxValue.Ticks || months < age.Months)
        {
            return DateTimeOffset.MaxValue;
        }

        DateTime later = new(ticks);
        months = (int)Math.Min(months, ((DateTime.MaxValue.Year - later.Year) * 12) + 12L - later.Month);
        long slack = zone.Equals(TimeZoneInfo.Utc) ? 0 : TimeSpan.TicksPerDay;
        long hours = Math.Min(age.Hours, MaximumDays * 24) * TimeSpan.TicksPerHour;
        return ZoneClock.Moment(clock.FirstAt(later.AddMonths(months).Ticks, default).UtcTicks + hours - slack);
    }
}
