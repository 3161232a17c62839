namespace BackupSh.Backups;

/// <summary>What a run made.</summary>
/// <param name="RunId">The run's id: 32 hexadecimal digits, the first twelve a time, so that ids sort.</param>
/// <param name="Job">The job's name.</param>
/// <param name="Status">The worst status of its backups.</param>
/// <param name="Backups">One backup for each database.</param>
/// <param name="Duration">How long the run took.</param>
public sealed record RunResult(string RunId, string Job, RunStatus Status, IReadOnlyList<BackupResult> Backups, TimeSpan Duration)
{
    /// <summary>Throws unless the run succeeded.</summary>
    /// <exception cref="BackupFailedException">It did not; every cause is in it.</exception>
    public void EnsureSucceeded()
    {
        if (Status != RunStatus.Succeeded)
        {
            throw new BackupFailedException(this);
        }
    }
}
