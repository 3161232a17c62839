namespace BackupSh.Rotation;

/// <summary>What a zone's clocks show at a moment.</summary>
/// <param name="Ticks">The ticks of the local date and time.</param>
/// <param name="OffsetMinutes">How far the clocks are ahead of UTC, in minutes.</param>
internal readonly record struct LocalTime(long Ticks, int OffsetMinutes)
{
    private static readonly long MaximumTicks = DateTime.MaxValue.Ticks;

    internal static LocalTime At(DateTimeOffset moment, TimeZoneInfo zone)
    {
        DateTime utc = moment.UtcDateTime;
        long offset = zone.GetUtcOffset(utc).Ticks;

        // At the ends of the calendar a zone's clocks would leave it: they stop there.
        return new LocalTime(Math.Clamp(utc.Ticks + offset, 0, MaximumTicks), (int)(offset / TimeSpan.TicksPerMinute));
    }
}
