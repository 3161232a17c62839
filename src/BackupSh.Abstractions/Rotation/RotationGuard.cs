namespace BackupSh.Rotation;

/// <summary>When a rotation would delete so much at once that somebody has to consent.</summary>
/// <remarks>It trips if both bounds are exceeded. A rotation that runs after every backup deletes one or two; one that
/// deletes most of a series is a new policy, a typing error, or a clock that went wrong.</remarks>
/// <param name="Count">How many backups may go without consent, whatever their share: 0 or more.</param>
/// <param name="Percent">Which share of the series, in percent of the backups that rules decide on or a pin holds, may go
/// without consent, however many: 0 to 100. With 100 the guard is off.</param>
public sealed record RotationGuard(int Count = RotationGuard.DefaultCount, int Percent = RotationGuard.DefaultPercent)
{
    /// <summary>The default of <see cref="Count"/>: 10.</summary>
    // Source: more than a week of nightly backups whose rotation failed; fewer are no disaster.
    public const int DefaultCount = 10;

    /// <summary>The default of <see cref="Percent"/>: 50.</summary>
    public const int DefaultPercent = 50;

    /// <summary>Gets the guard that never trips.</summary>
    public static RotationGuard Off { get; } = new(0, 100);

    /// <summary>Gets how many backups may go without consent, whatever their share.</summary>
    public int Count { get; } = Count >= 0 ? Count : throw new ArgumentOutOfRangeException(nameof(Count), Count, "A count of 0 or more is expected.");

    /// <summary>Gets which share of the series may go without consent, however many.</summary>
    public int Percent { get; } = Percent is >= 0 and <= 100
        ? Percent
        : throw new ArgumentOutOfRangeException(nameof(Percent), Percent, "A percentage from 0 to 100 is expected.");

    /// <summary>Tells whether a rotation needs consent.</summary>
    /// <param name="deleted">How many backups it deletes.</param>
    /// <param name="total">How many there are.</param>
    /// <returns><see langword="true"/> if both bounds are exceeded.</returns>
    public bool Trips(int deleted, int total) => deleted > Count && deleted * 100L > (long)total * Percent;
}
