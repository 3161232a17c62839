namespace BackupSh.Checks;

/// <summary>What a check found.</summary>
public enum CheckStatus
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>Backups can be made, but something should be known or mended.</summary>
    Warning,

    /// <summary>Backups cannot be made, or not as they are configured.</summary>
    Failed,
}
