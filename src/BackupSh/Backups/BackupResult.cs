namespace BackupSh.Backups;

/// <summary>One backup that a run made or tried to make.</summary>
/// <param name="Database">The database's true name.</param>
/// <param name="Status">How it ended.</param>
public sealed record BackupResult(string Database, RunStatus Status)
{
    /// <summary>Gets the backup's name without extension, or <see langword="null"/> if it failed before it had one.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the archive's file name, or <see langword="null"/> if it failed before it had one.</summary>
    public string? Archive { get; init; }

    /// <summary>Gets the archive's size in bytes; 0 if there is none.</summary>
    public long ArchiveBytes { get; init; }

    /// <summary>Gets the size of the source's content in bytes; 0 if it was not read whole.</summary>
    public long PlaintextBytes { get; init; }

    /// <summary>Gets what became of it in each storage, in the job's order. Empty if the source failed.</summary>
    public IReadOnlyList<StorageOutcome> Outcomes { get; init; } = [];

    /// <summary>Gets why there is no backup at all, or <see langword="null"/>.</summary>
    public BackupShError? Error { get; init; }

    /// <summary>Gets what did not stop the backup but should be known. Never null.</summary>
    public IReadOnlyList<BackupShError> Warnings { get; init; } = [];
}
