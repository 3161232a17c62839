using BackupSh.Rotation;

namespace BackupSh.Options;

/// <summary>Which backups are kept: a rule for each tier, and how the rules are read.</summary>
/// <remarks>The rules are a union: a backup is kept if any of them keeps it. If no rule is set, every backup is kept; if some
/// are, the others are disabled. At least one must not be disabled.</remarks>
public sealed class RotationOptions
{
    /// <summary>Gets or sets how many backups are kept whenever they were made.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Last { get; set; }

    /// <summary>Gets or sets how many hours keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Hourly { get; set; }

    /// <summary>Gets or sets how many days keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Daily { get; set; }

    /// <summary>Gets or sets how many weeks keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Weekly { get; set; }

    /// <summary>Gets or sets how many months keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Monthly { get; set; }

    /// <summary>Gets or sets how many quarters of a year keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Quarterly { get; set; }

    /// <summary>Gets or sets how many years keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Yearly { get; set; }

    /// <summary>Gets or sets the zone whose calendar cuts time into periods.</summary>
    /// <value>An IANA id such as <c>Europe/Berlin</c>. The default is the job's <see cref="BackupJobOptions.TimeZone"/>; with the
    /// profile <see cref="RotationProfile.Awkhad"/> it is UTC.</value>
    public string? TimeZone { get; set; }

    /// <summary>Gets or sets whose rotation is reproduced where tools differ.</summary>
    /// <value>The default is <see langword="null"/>: <see cref="RotationProfile.Standard"/>.</value>
    public RotationProfile? Profile { get; set; }

    /// <summary>Gets or sets the day that weeks begin with.</summary>
    /// <value>The default is <see langword="null"/>: Monday.</value>
    public DayOfWeek? WeekStart { get; set; }

    /// <summary>Gets or sets when a day begins on the zone's clocks.</summary>
    /// <value>From 00:00 to 23:59, in whole minutes. The default is <see langword="null"/>: 00:00.</value>
    public TimeSpan? DayStart { get; set; }

    /// <summary>Gets or sets how many of the newest healthy backups are kept whatever the rules say.</summary>
    /// <value>1 to 1,000,000. The default is <see langword="null"/>: 1.</value>
    public int? MinimumKeep { get; set; }

    /// <summary>Gets or sets a value indicating whether the oldest backup of all is kept too while a rule has kept fewer
    /// periods than its limit.</summary>
    /// <value>The default is <see langword="null"/>: <see langword="false"/>.</value>
    public bool? KeepOldestWhileShort { get; set; }

    /// <summary>Gets or sets how far a backup may be ahead of now before it counts as dated in the future.</summary>
    /// <value>Zero to 365 days. The default is <see langword="null"/>: one hour.</value>
    public TimeSpan? FutureTolerance { get; set; }

    /// <summary>Gets or sets how many backups a rotation may delete without consent, whatever their share.</summary>
    /// <value>0 to 1,000,000. The default is <see langword="null"/>: 10.</value>
    public int? GuardCount { get; set; }

    /// <summary>Gets or sets which share of a series a rotation may delete without consent, however many backups that are.</summary>
    /// <value>0 to 100 percent; 100 switches the guard off. The default is <see langword="null"/>: 50.</value>
    public int? GuardPercent { get; set; }

    /// <summary>Gets or sets a value indicating whether every successful run rotates.</summary>
    /// <value>The default is <see langword="true"/>. With <see langword="false"/>, backups are rotated only by hand: by
    /// <see cref="RotationRunner"/> or <c>backupsh rotate</c>, perhaps on another host that alone may delete.</value>
    public bool AfterEachRun { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether a configuration has the section, without a fault of form: it then
    /// has to set a rule.</summary>
    internal bool IsSection { get; set; }
}
