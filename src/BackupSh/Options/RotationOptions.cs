using BackupSh.Rotation;

namespace BackupSh.Options;

/// <summary>Which backups are kept: a rule for each tier.</summary>
/// <remarks>The rules are a union: a backup is kept if any of them keeps it. If no rule is set, every backup is kept; if some
/// are, the others are disabled. At least one must not be disabled.</remarks>
public sealed class RotationOptions
{
    /// <summary>Gets or sets how many hours keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Hourly { get; set; }

    /// <summary>Gets or sets how many days keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Daily { get; set; }

    /// <summary>Gets or sets how many weeks, from Monday to Sunday, keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Weekly { get; set; }

    /// <summary>Gets or sets how many months keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Monthly { get; set; }

    /// <summary>Gets or sets how many years keep a backup.</summary>
    /// <value>The default is <see langword="null"/>: not set.</value>
    public RotationRule? Yearly { get; set; }

    /// <summary>Gets or sets the zone whose calendar cuts time into periods.</summary>
    /// <value>An IANA id such as <c>Europe/Berlin</c>. The default is the job's <see cref="BackupJobOptions.TimeZone"/>.</value>
    public string? TimeZone { get; set; }

    /// <summary>Gets or sets a value indicating whether every successful run rotates.</summary>
    /// <value>The default is <see langword="true"/>. With <see langword="false"/>, backups are rotated only by hand: by
    /// <see cref="RotationRunner"/> or <c>backupsh rotate</c>, perhaps on another host that alone may delete.</value>
    public bool AfterEachRun { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether a configuration has the section, without a fault of form: it then
    /// has to set a rule.</summary>
    internal bool IsSection { get; set; }
}
