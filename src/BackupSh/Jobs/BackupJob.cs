using BackupSh.Configuration;

namespace BackupSh.Jobs;

/// <summary>A job as it stands.</summary>
public sealed record BackupJob
{
    /// <summary>Gets the name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets who has made it.</summary>
    public required JobOrigin Origin { get; init; }

    /// <summary>Gets a value indicating whether it can be changed and deleted at run time: only what users have made.</summary>
    public bool IsReadOnly => Origin != JobOrigin.User;

    /// <summary>Gets what is backed up: the name of a source.</summary>
    public required string Source { get; init; }

    /// <summary>Gets the names of the storages, the primary one first.</summary>
    public required IReadOnlyList<string> Storages { get; init; }

    /// <summary>Gets a value indicating whether its options let schedules run it.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Gets its pause, or <see langword="null"/>.</summary>
    public required JobPause? Pause { get; init; }

    /// <summary>Gets a value indicating whether archives are encrypted.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>Gets the IANA id of the schedules' zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Gets its schedules, active ones and others.</summary>
    public required IReadOnlyList<BackupJobSchedule> Schedules { get; init; }

    /// <summary>Gets when a scheduled run starts next, UTC, with jitter and black-outs; <see langword="null"/> if none does.</summary>
    public required DateTimeOffset? NextStart { get; init; }

    /// <summary>Gets what keeps all schedules of this host from starting anything, until somebody confirms (<c>BSH1154</c>), or
    /// <see langword="null"/>. By hand the job runs all the same.</summary>
    public BackupShError? Hold { get; init; }

    /// <summary>Gets what keeps it from running: a source that is gone, for example. Only jobs of users can have faults.</summary>
    public required IReadOnlyList<OptionsFault> Faults { get; init; }

    /// <summary>Gets every value that is set, with where it comes from, by key. Secrets are masked.</summary>
    public required IReadOnlyList<JobValue> Values { get; init; }
}
