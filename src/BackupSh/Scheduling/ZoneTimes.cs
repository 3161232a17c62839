namespace BackupSh.Scheduling;

/// <summary>Finds the moment that a clock of a zone shows a time.</summary>
/// <remarks>It only asks what a clock shows at a moment. The other way, .NET knows neither gaps nor doubled hours in zones whose
/// summer time is the standard one (Africa/Casablanca).</remarks>
internal static class ZoneTimes
{
    // Source: the zones' rules since 1970: a clock that is changed is changed by a day at most, where a zone crosses the date line.
    internal static readonly TimeSpan LongestChange = TimeSpan.FromDays(1);

    /// <returns>The moment, in UTC: the first of two that show it; for a time that is left out, the first moment after the gap.</returns>
    internal static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone)
    {
        DateTimeOffset utc = new(local, TimeSpan.Zero);
        TimeSpan before = zone.GetUtcOffset(utc - LongestChange);
        TimeSpan after = zone.GetUtcOffset(utc + LongestChange);
        DateTimeOffset early = utc - (before > after ? before : after);
        if (Shows(early, zone, local))
        {
            return early;
        }

        DateTimeOffset late = utc - (before > after ? after : before);
        return Shows(late, zone, local) ? late : NextChange(early - LongestChange, late + LongestChange, zone) ?? late;
    }

    /// <summary>Returns the first moment after another one, and not after a third one, at which the zone's offset is another, or
    /// <see langword="null"/>.</summary>
    internal static DateTimeOffset? NextChange(DateTimeOffset after, DateTimeOffset until, TimeZoneInfo zone)
    {
        TimeSpan offset = zone.GetUtcOffset(after);
        for (DateTimeOffset from = after; from < until; from += LongestChange)
        {
            DateTimeOffset to = from + LongestChange < until ? from + LongestChange : until;
            if (zone.GetUtcOffset(to) != offset)
            {
                return Change(from, to, offset, zone);
            }
        }

        return null;
    }

    private static bool Shows(DateTimeOffset moment, TimeZoneInfo zone, DateTime local) => moment.UtcDateTime + zone.GetUtcOffset(moment) == local;

    private static DateTimeOffset Change(DateTimeOffset from, DateTimeOffset to, TimeSpan offset, TimeZoneInfo zone)
    {
        while (to.Ticks - from.Ticks > 1)
        {
            DateTimeOffset middle = from.AddTicks((to.Ticks - from.Ticks) / 2);
            (from, to) = zone.GetUtcOffset(middle) == offset ? (middle, to) : (from, middle);
        }

        return to;
    }
}
