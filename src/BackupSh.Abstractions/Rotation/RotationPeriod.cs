using System.Globalization;

namespace BackupSh.Rotation;

/// <summary>A period of a tier: an hour, a day, a week, a month, a quarter or a year of a zone's calendar.</summary>
/// <remarks>A week is told by the date of its first day, never by a number: the weeks around New Year belong to no year. An
/// hour is told by its offset from UTC too: when clocks go back, an hour comes twice. For <see cref="RotationTier.Last"/>,
/// each backup is a period of its own.</remarks>
public readonly record struct RotationPeriod
{
    private readonly long _start;
    private readonly int _offsetMinutes;

    private RotationPeriod(RotationTier tier, long start, int offsetMinutes)
    {
        Tier = tier;
        _start = start;
        _offsetMinutes = offsetMinutes;
    }

    /// <summary>Gets the tier.</summary>
    public RotationTier Tier { get; }

    /// <summary>Gets when the period begins on the zone's clocks; for <see cref="RotationTier.Last"/>, the backup's moment.</summary>
    /// <remarks>The first week of the calendar begins with it.</remarks>
    public DateTime LocalStart => new(Math.Max(0, _start));

    /// <summary>Returns the period in words.</summary>
    /// <returns><c>2026-11-20 14:00 +01:00</c>, <c>2026-11-20</c>, <c>week of 2026-11-16</c>, <c>2026-11</c>, <c>2026-Q4</c> or
    /// <c>2026</c>.</returns>
    public override string ToString() => Tier switch
    {
        RotationTier.Last => Text("yyyy-MM-dd HH:mm:ss"),
        RotationTier.Hourly => Text("yyyy-MM-dd HH:mm ") + OffsetText(),
        RotationTier.Weekly => "week of " + Text("yyyy-MM-dd"),
        RotationTier.Monthly => Text("yyyy-MM"),
        RotationTier.Quarterly => $"{Text("yyyy")}-Q{((LocalStart.Month - 1) / 3) + 1}",
        RotationTier.Yearly => Text("yyyy"),
        _ => Text("yyyy-MM-dd"),
    };

    /// <summary>Returns the period of a tier in which the clocks show a time.</summary>
    internal static RotationPeriod At(RotationTier tier, LocalTime time, RotationSettings settings)
    {
        if (tier == RotationTier.Last)
        {
            return new RotationPeriod(tier, time.Ticks, time.OffsetMinutes);
        }

        PeriodCalendar calendar = new(tier, settings);
        long key = calendar.KeyOf(time);
        return new RotationPeriod(tier, calendar.StartOf(key), tier == RotationTier.Hourly ? PeriodCalendar.OffsetOf(key) : 0);
    }

    private string Text(string format) => LocalStart.ToString(format, CultureInfo.InvariantCulture);

    private string OffsetText()
    {
        int minutes = Math.Abs(_offsetMinutes);
        return string.Create(CultureInfo.InvariantCulture, $"{(_offsetMinutes < 0 ? '-' : '+')}{minutes / 60:00}:{minutes % 60:00}");
    }
}
