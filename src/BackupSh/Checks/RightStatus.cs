namespace BackupSh.Checks;

/// <summary>Whether credentials may do something.</summary>
public enum RightStatus
{
    /// <summary>It was done.</summary>
    Allowed,

    /// <summary>It was refused.</summary>
    Denied,

    /// <summary>Nobody can tell: it failed for a reason that may pass, it could not be tried, or its outcome does not show.</summary>
    Unknown,

    /// <summary>The storage has no such thing.</summary>
    NotApplicable,
}
