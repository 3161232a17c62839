namespace BackupSh.Options;

/// <summary>A storage of a job.</summary>
public sealed class JobStorageOptions
{
    /// <summary>Gets or sets the storage's name.</summary>
    /// <value>Required.</value>
    public string? Name { get; set; }

    /// <summary>Gets which backups are kept in this storage.</summary>
    /// <value>The default is the job's <see cref="BackupJobOptions.Rotation"/>.</value>
    public RotationOptions Rotation { get; } = new();

    /// <summary>Gets or sets how long archives and info files are locked in this storage.</summary>
    /// <value>Zero: they are not; or 1 minute to 36,500 days. The default is the job's <see cref="BackupJobOptions.LockFor"/>.</value>
    public TimeSpan? LockFor { get; set; }

    /// <summary>Makes the storage of a job from its name, so that <c>job.Storages = ["offsite", "nas"]</c> can be written.</summary>
    /// <param name="name">The storage's name.</param>
    public static implicit operator JobStorageOptions(string name) => FromName(name);

    /// <summary>Makes the storage of a job from its name.</summary>
    /// <param name="name">The storage's name.</param>
    /// <returns>The storage, with the job's rotation.</returns>
    public static JobStorageOptions FromName(string name) => new() { Name = name };
}
