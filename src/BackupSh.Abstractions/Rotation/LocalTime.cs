namespace BackupSh.Rotation;

/// <summary>What a zone's clocks show at a moment.</summary>
/// <param name="Ticks">The ticks of the local date and time.</param>
/// <param name="OffsetMinutes">How far the clocks are ahead of UTC, in whole minutes.</param>
internal readonly record struct LocalTime(long Ticks, int OffsetMinutes);
