namespace BackupSh.Rotation;

/// <summary>What a rule counts: backups, or calendar periods that have one. From the finest to the coarsest.</summary>
public enum RotationTier
{
    /// <summary>Backups, whenever they were made.</summary>
    Last,

    /// <summary>Hours, told apart by their offset from UTC when clocks go back.</summary>
    Hourly,

    /// <summary>Days.</summary>
    Daily,

    /// <summary>Weeks, from Monday to Sunday unless <see cref="RotationSettings.WeekStart"/> says otherwise.</summary>
    Weekly,

    /// <summary>Months.</summary>
    Monthly,

    /// <summary>Quarters of a year: January to March and so on.</summary>
    Quarterly,

    /// <summary>Years.</summary>
    Yearly,
}
