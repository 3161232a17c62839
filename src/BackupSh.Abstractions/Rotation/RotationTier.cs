namespace BackupSh.Rotation;

/// <summary>A calendar period that a rule counts in.</summary>
public enum RotationTier
{
    /// <summary>Hours, told apart by their offset from UTC when clocks go back.</summary>
    Hourly,

    /// <summary>Days.</summary>
    Daily,

    /// <summary>Weeks from Monday to Sunday.</summary>
    Weekly,

    /// <summary>Months.</summary>
    Monthly,

    /// <summary>Years.</summary>
    Yearly,
}
