using System.Globalization;

namespace BackupSh.Rotation;

/// <summary>A period of a tier: an hour, a day, a week, a month or a year of a zone's calendar.</summary>
/// <remarks>A week is told by the date of its Monday, never by a number: the weeks around New Year belong to no year. An
/// hour is told by its offset from UTC too: when clocks go back, an hour comes twice.</remarks>
public readonly record struct RotationPeriod
{
    // Hour keys hold the offset in minutes in their low bits; offsets reach from -14 to +14 hours.
    private const int OffsetBits = 11;
    private const int OffsetBias = 1 << (OffsetBits - 1);

    private RotationPeriod(RotationTier tier, long key)
    {
        Tier = tier;
        Key = key;
    }

    /// <summary>Gets the tier.</summary>
    public RotationTier Tier { get; }

    /// <summary>Gets when the period begins on the zone's clocks.</summary>
    public DateTime LocalStart => Tier switch
    {
        RotationTier.Hourly => new DateTime((Key >> OffsetBits) * TimeSpan.TicksPerHour),
        RotationTier.Monthly => new DateTime((int)(Key / 12), (int)(Key % 12) + 1, 1),
        RotationTier.Yearly => new DateTime((int)Key, 1, 1),
        _ => new DateTime(Key * TimeSpan.TicksPerDay),
    };

    /// <summary>Gets the number that tells periods of one tier apart; later periods have larger ones.</summary>
    internal long Key { get; }

    /// <summary>Returns the period in words.</summary>
    /// <returns><c>2026-11-20 14:00 +01:00</c>, <c>2026-11-20</c>, <c>week of 2026-11-16</c>, <c>2026-11</c> or <c>2026</c>.</returns>
    public override string ToString() => Tier switch
    {
        RotationTier.Hourly => Text("yyyy-MM-dd HH:mm ") + OffsetText(),
        RotationTier.Weekly => "week of " + Text("yyyy-MM-dd"),
        RotationTier.Monthly => Text("yyyy-MM"),
        RotationTier.Yearly => Text("yyyy"),
        _ => Text("yyyy-MM-dd"),
    };

    internal static RotationPeriod Of(RotationTier tier, long key) => new(tier, key);

    internal static long KeyOf(RotationTier tier, LocalTime time)
    {
        long day = time.Ticks / TimeSpan.TicksPerDay;
        switch (tier)
        {
            case RotationTier.Hourly:
                return (time.Ticks / TimeSpan.TicksPerHour << OffsetBits) + OffsetBias + time.OffsetMinutes;
            case RotationTier.Daily:
                return day;
            case RotationTier.Weekly:
                return day - (day % 7); // Day 0, 0001-01-01, is a Monday.
            case RotationTier.Monthly:
                DateOnly date = DateOnly.FromDayNumber((int)day);
                return (date.Year * 12) + date.Month - 1;
            case RotationTier.Yearly:
                return DateOnly.FromDayNumber((int)day).Year;
            default:
                throw new ArgumentOutOfRangeException(nameof(tier), tier, "There is no such tier.");
        }
    }

    private string Text(string format) => LocalStart.ToString(format, CultureInfo.InvariantCulture);

    private string OffsetText()
    {
        int minutes = (int)(Key & ((1 << OffsetBits) - 1)) - OffsetBias;
        return string.Create(CultureInfo.InvariantCulture, $"{(minutes < 0 ? '-' : '+')}{Math.Abs(minutes) / 60:00}:{Math.Abs(minutes) % 60:00}");
    }
}
