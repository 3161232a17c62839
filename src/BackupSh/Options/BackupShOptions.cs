namespace BackupSh.Options;

/// <summary>What holds for all jobs of a host.</summary>
/// <remarks>The section <c>BackupSh</c> is read first, then code runs, so code wins.</remarks>
public sealed class BackupShOptions
{
    /// <summary>Gets or sets the name of this installation, which its info files carry. Rotation touches only backups of
    /// its own instance.</summary>
    /// <value>1 to 200 characters without control characters. The default is the host's application name, else the name of the
    /// program that was started.</value>
    /// <remarks>A name and not a stored id: a container without state stays the same instance.</remarks>
    public string? Instance { get; set; }

    /// <summary>Gets the keys that backups are read with.</summary>
    public ReadingKeysOptions Keys { get; } = new();

    /// <summary>Gets or sets the key that protects the secrets of jobs that users make: see <see cref="BackupSh.Jobs.BackupJobs"/>.</summary>
    /// <value>32 characters or more, random. The default is <see langword="null"/>: such secrets are refused, unless a package or
    /// the host adds a <see cref="SecretProtection"/>.</value>
    public Secret? StoredSecretsKey { get; set; }

    /// <summary>Gets how schedules are run, where <c>AddScheduler()</c> was called.</summary>
    public SchedulerOptions Scheduler { get; } = new();

    /// <summary>Gets or sets the storages to restore from, the preferred one first.</summary>
    /// <value>Names of storages. The default is empty. Storages that are not named follow, by name.</value>
    public IList<string> RestorePreference { get; set; } = [];
}
