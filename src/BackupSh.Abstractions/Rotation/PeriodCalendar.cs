namespace BackupSh.Rotation;

/// <summary>Cuts time into the periods of a tier, and gives each a number: its key.</summary>
/// <remarks>Keys of later periods are larger. Only where a zone turns its clocks back, moments in order can have keys out of
/// order. Quick if it is asked day by day; not thread-safe.</remarks>
internal sealed class PeriodCalendar(RotationTier tier, RotationSettings settings)
{
    // Keys of hours hold the offset in minutes in their low bits; offsets reach from -14 to +14 hours.
    private const int OffsetBits = 11;
    private const int OffsetBias = 1 << (OffsetBits - 1);
    private const int MinutesPerHour = 60;
    private const int MonthsPerYear = 12;
    private const int MonthsPerQuarter = 3;
    private const int QuartersPerYear = 4;
    private const int DaysPerWeek = 7;

    // restic tells hours by date and hour alone: one that comes twice is one.
    private readonly bool _ignoresOffset = settings.Profile == RotationProfile.Restic;

    // Day 0, 0001-01-01, is a Monday.
    private readonly int _weekStart = ((int)settings.WeekStart + DaysPerWeek - 1) % DaysPerWeek;
    private readonly long _dayStart = settings.DayStart.Ticks;
    private long _day = -1;
    private long _keyOfDay;

    internal long KeyOf(LocalTime time)
    {
        if (tier == RotationTier.Hourly)
        {
            int offset = _ignoresOffset ? 0 : time.OffsetMinutes;
            return (((time.Ticks / TimeSpan.TicksPerHour * MinutesPerHour) - offset) << OffsetBits) + OffsetBias + offset;
        }

        long day = Math.Max(0, time.Ticks - _dayStart) / TimeSpan.TicksPerDay;
        if (day != _day)
        {
            _day = day;
            _keyOfDay = KeyOfDay(day);
        }

        return _keyOfDay;
    }

    /// <summary>Returns when a period begins, in ticks of the local date and time; a period may begin before the calendar.</summary>
    internal long StartOf(long key) => tier switch
    {
        RotationTier.Hourly => ((key >> OffsetBits) + OffsetOf(key)) * TimeSpan.TicksPerMinute,
        RotationTier.Monthly => StartOfMonth(key),
        RotationTier.Quarterly => StartOfMonth(key * MonthsPerQuarter),
        RotationTier.Yearly => StartOfMonth(key * MonthsPerYear),
        _ => (key * TimeSpan.TicksPerDay) + _dayStart,
    };

    /// <summary>Returns the key of the period that comes a number of periods later. Not for hours.</summary>
    internal long Later(long key, int periods) => key + ((long)periods * (tier == RotationTier.Weekly ? DaysPerWeek : 1));

    /// <summary>Returns the first moment of a period.</summary>
    internal DateTimeOffset FirstMoment(long key, ZoneClock clock, DateTimeOffset recorded) => tier == RotationTier.Hourly
        ? ZoneClock.Moment((key >> OffsetBits) * TimeSpan.TicksPerMinute)
        : clock.FirstAt(StartOf(key), recorded);

    internal static int OffsetOf(long hourKey) => (int)(hourKey & ((1 << OffsetBits) - 1)) - OffsetBias;

    private long KeyOfDay(long day)
    {
        if (tier == RotationTier.Weekly)
        {
            return day - (((day - _weekStart) % DaysPerWeek + DaysPerWeek) % DaysPerWeek);
        }

        if (tier == RotationTier.Daily)
        {
            return day;
        }

        DateOnly date = DateOnly.FromDayNumber((int)day);
        return tier switch
        {
            RotationTier.Monthly => (date.Year * MonthsPerYear) + date.Month - 1,
            RotationTier.Quarterly => (date.Year * QuartersPerYear) + ((date.Month - 1) / MonthsPerQuarter),
            RotationTier.Yearly => date.Year,
            _ => throw RotationTierWords.NoSuchTier(tier),
        };
    }

    private long StartOfMonth(long month)
    {
        long years = month / MonthsPerYear;
        return years > DateTime.MaxValue.Year
            ? DateTime.MaxValue.Ticks
            : new DateTime((int)years, (int)(month % MonthsPerYear) + 1, 1).Ticks + _dayStart;
    }
}
