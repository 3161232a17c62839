using BackupSh.Rotation;

namespace BackupSh.Configuration;

/// <summary>A storage of a job.</summary>
/// <param name="Name">The storage's name, as the storage itself spells it.</param>
/// <param name="Rotation">Which backups it keeps: its own policy, or the job's.</param>
/// <param name="RotatesAfterRun">Whether every successful run rotates.</param>
internal sealed record JobStorage(string Name, RotationPolicy Rotation, bool RotatesAfterRun = true)
{
    /// <summary>Gets how long backups are locked, or <see langword="null"/> if they are not.</summary>
    public LockDuration? Lock { get; init; }
}
