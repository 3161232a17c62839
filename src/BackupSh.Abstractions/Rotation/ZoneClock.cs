namespace BackupSh.Rotation;

/// <summary>A zone's clocks: what they show at a moment, and when they show it.</summary>
/// <remarks>Quick if it is asked day by day; not thread-safe.</remarks>
internal sealed class ZoneClock(TimeZoneInfo zone, bool usesRecordedOffset)
{
    private static readonly long MaximumTicks = DateTime.MaxValue.Ticks;

    private readonly bool _isUtc = zone.Equals(TimeZoneInfo.Utc);
    private long _day = -2; // next to no day of the calendar
    private long _offsetAtDayStart;
    private long _offsetAtDayEnd;

    internal LocalTime At(DateTimeOffset moment)
    {
        long utc = moment.UtcTicks;
        long offset = usesRecordedOffset ? moment.Offset.Ticks : OffsetAt(utc);

        // At the ends of the calendar a zone's clocks would leave it: they stop there.
        return new LocalTime(Math.Clamp(utc + offset, 0, MaximumTicks), (int)(offset / TimeSpan.TicksPerMinute));
    }

    /// <summary>Returns the first moment at which the clocks show a time; where they skip it, one shortly before.</summary>
    /// <param name="localTicks">The ticks of the local date and time. What lies before the calendar is its first moment.</param>
    /// <param name="recorded">The moment whose recorded offset counts, if offsets are recorded.</param>
    internal DateTimeOffset FirstAt(long localTicks, DateTimeOffset recorded)
    {
        if (usesRecordedOffset)
        {
            return Moment(localTicks - recorded.Offset.Ticks);
        }

        // Around a change of the clocks, the offset is that of a day before or of a day after.
        long one = localTicks - OffsetAt(Clamp(localTicks - TimeSpan.TicksPerDay));
        long other = localTicks - OffsetAt(Clamp(localTicks + TimeSpan.TicksPerDay));
        (long early, long late) = one < other ? (one, other) : (other, one);
        return Moment(Shows(early, localTicks) || !Shows(late, localTicks) ? early : late);
    }

    internal static DateTimeOffset Moment(long utcTicks) => new(Clamp(utcTicks), TimeSpan.Zero);

    private static long Clamp(long ticks) => Math.Clamp(ticks, 0, MaximumTicks);

    private bool Shows(long utcTicks, long localTicks) => Clamp(utcTicks) + OffsetAt(Clamp(utcTicks)) == localTicks;

    // A day of UTC that begins and ends with one offset has no other between: no zone of the tz database turns its clocks
    // twice in a day (looked at for every zone and day from 1900 to 2042, every two hours).
    private long OffsetAt(long utcTicks)
    {
        if (_isUtc)
        {
            return 0;
        }

        long day = utcTicks / TimeSpan.TicksPerDay;
        if (day != _day)
        {
            Move(day);
        }

        return _offsetAtDayStart == _offsetAtDayEnd ? _offsetAtDayStart : Ask(utcTicks);
    }

    private void Move(long day)
    {
        long start = day == _day + 1 ? _offsetAtDayEnd : Ask(day * TimeSpan.TicksPerDay);
        _offsetAtDayEnd = day == _day - 1 ? _offsetAtDayStart : Ask(Clamp((day + 1) * TimeSpan.TicksPerDay));
        _offsetAtDayStart = start;
        _day = day;
    }

    private long Ask(long utcTicks) => zone.GetUtcOffset(new DateTime(utcTicks, DateTimeKind.Utc)).Ticks;
}
