namespace BackupSh.Scheduling;

/// <summary>Finds the moment that a clock of a zone shows a time.</summary>
internal static class ZoneTimes
{
    /// <returns>The moment, in UTC: the first of two that show it; for a time that is left out, the first moment after the gap.</returns>
    internal static DateTimeOffset ToUtc(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            return GapEnd(local, zone);
        }

        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    // Gaps begin and end on whole minutes; none is longer than a day, for a zone that crosses the date line.
    private static DateTimeOffset GapEnd(DateTime local, TimeZoneInfo zone)
    {
        DateTime time = new(local.Ticks - (local.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(time))
        {
            time = time.AddMinutes(1);
        }

        return new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime();
    }
}
