using Cronos;

namespace BackupSh.Scheduling;

/// <summary>When a cron expression comes on a clock of a zone.</summary>
/// <remarks>
/// <para>A time that the clock leaves out comes at the end of the gap, one that it shows twice comes the first time. An expression
/// whose seconds, minutes or hours are a range or a step (<c>*/30 * * * *</c>) is an interval, and goes on while the clock shows an
/// hour again. These are the rules of Cronos.</para>
/// <para>Cronos itself is asked for a clock that never changes: with zones, it takes .NET's word for gaps and doubled hours, and
/// returns the same moment for ever where .NET knows none (Africa/Casablanca).</para>
/// </remarks>
internal static class CronTimes
{
    /// <summary>Returns the first time after a moment, in UTC, or <see langword="null"/> if it never comes again.</summary>
    /// <param name="cron">The expression.</param>
    /// <param name="isInterval">Whether it is an interval.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="after">No time itself.</param>
    internal static DateTimeOffset? Next(CronExpression cron, bool isInterval, TimeZoneInfo zone, DateTimeOffset after)
    {
        // From one change of the clock to the next, it is a clock that never changes.
        (DateTimeOffset from, bool inclusive) = !isInterval && RepetitionEnd(after.ToUniversalTime(), zone) is { } end ? (end, true) : (after.ToUniversalTime(), false);
        while (true)
        {
            TimeSpan offset = zone.GetUtcOffset(from);
            if (Next(cron, from.UtcDateTime + offset, inclusive) is not { } local)
            {
                return null;
            }

            DateTimeOffset next = new DateTimeOffset(local, TimeSpan.Zero) - offset;
            if (ZoneTimes.NextChange(from, next, zone) is not { } change)
            {
                return next;
            }

            TimeSpan forward = zone.GetUtcOffset(change) - offset;
            if (local < change.UtcDateTime + offset + forward)
            {
                return change; // the clock leaves it out
            }

            // What the clock shows again has been there.
            (from, inclusive) = (isInterval || forward > TimeSpan.Zero ? change : change - forward, true);
        }
    }

    /// <summary>Tells whether an expression is an interval.</summary>
    internal static bool IsInterval(string text)
    {
        string[] fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 1
            ? fields[0].ToUpperInvariant() is "@EVERY_SECOND" or "@EVERY_MINUTE" or "@HOURLY"
            : fields[..^3].Any(field => field.AsSpan().IndexOfAny("*-/") >= 0);
    }

    // Null outside of what the clock shows again.
    private static DateTimeOffset? RepetitionEnd(DateTimeOffset moment, TimeZoneInfo zone) =>
        ZoneTimes.NextChange(moment - ZoneTimes.LongestChange, moment, zone) is { } change
        && change + (zone.GetUtcOffset(change.AddTicks(-1)) - zone.GetUtcOffset(change)) is var end
        && moment < end
            ? end
            : null;

    private static DateTime? Next(CronExpression cron, DateTime local, bool inclusive) =>
        cron.GetNextOccurrence(DateTime.SpecifyKind(local, DateTimeKind.Utc), inclusive) is { } next ? DateTime.SpecifyKind(next, DateTimeKind.Unspecified) : null;
}
