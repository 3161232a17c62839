namespace BackupSh.Jobs;

/// <summary>Where a job, or one of its values, comes from.</summary>
public enum JobOrigin
{
    /// <summary>Nobody has set it.</summary>
    Default,

    /// <summary>The host's configuration. Read-only at run time.</summary>
    Configuration,

    /// <summary>The host's code. Read-only at run time.</summary>
    Code,

    /// <summary>The application's users, with <see cref="BackupJobs"/>.</summary>
    User,
}
