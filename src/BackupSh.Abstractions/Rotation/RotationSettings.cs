namespace BackupSh.Rotation;

/// <summary>How a policy's rules are read: everything of a policy but its rules and its zone.</summary>
public sealed record RotationSettings
{
    private readonly int _minimumKeep = 1;
    private readonly TimeSpan _dayStart;
    private readonly TimeSpan _futureTolerance = TimeSpan.FromHours(1);
    private readonly DayOfWeek _weekStart = DayOfWeek.Monday;
    private readonly RotationProfile _profile;

    /// <summary>Gets the settings that hold if nothing is said.</summary>
    public static RotationSettings Default { get; } = new();

    /// <summary>Gets whose rotation the policy reproduces.</summary>
    /// <value>The default is <see cref="RotationProfile.Standard"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">There is no such profile.</exception>
    public RotationProfile Profile
    {
        get => _profile;
        init => _profile = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such profile.");
    }

    /// <summary>Gets how many of the newest healthy backups are kept whatever the rules say.</summary>
    /// <value>1 or more. The default is 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MinimumKeep
    {
        get => _minimumKeep;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _minimumKeep = value;
        }
    }

    /// <summary>Gets the day that weeks begin with.</summary>
    /// <value>The default is Monday, as ISO 8601 has it.</value>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day.</exception>
    public DayOfWeek WeekStart
    {
        get => _weekStart;
        init => _weekStart = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such day.");
    }

    /// <summary>Gets when a day begins on the zone's clocks; weeks, months, quarters and years begin with their first day.</summary>
    /// <value>From 00:00 to before 24:00, in whole minutes. The default is 00:00. With 04:00, a backup of Tuesday 03:00 is Monday's.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is no time of day in whole minutes.</exception>
    public TimeSpan DayStart
    {
        get => _dayStart;
        init => _dayStart = value >= TimeSpan.Zero && value < TimeSpan.FromDays(1) && value.Ticks % TimeSpan.TicksPerMinute == 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A time of day in whole minutes is expected.");
    }

    /// <summary>Gets a value indicating whether the oldest backup of all is kept too, while a rule has kept fewer periods than
    /// its limit (always, for an unlimited one). Rules with a maximum age do not count here.</summary>
    /// <value>The default is <see langword="false"/>. Always on in the profile <see cref="RotationProfile.Restic"/>, and
    /// there for rules with a maximum age too, as long as the oldest backup is young enough.</value>
    public bool KeepOldestWhileShort { get; init; }

    /// <summary>Gets how far a backup may be ahead of now before it counts as dated in the future.</summary>
    /// <value>Zero or more. The default is one hour: clocks of hosts differ by seconds, a wrong zone by an hour or more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan FutureTolerance
    {
        get => _futureTolerance;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            _futureTolerance = value;
        }
    }

    /// <summary>Gets when a rotation needs consent.</summary>
    /// <value>The default is: more than 10 backups and more than 50 percent of the series.</value>
    public RotationGuard Guard { get; init; } = new();

    /// <summary>Gets a value indicating whether each backup's own offset from UTC tells its local time, and not the policy's
    /// zone. Only restic has that.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool UseRecordedOffset { get; init; }
}
