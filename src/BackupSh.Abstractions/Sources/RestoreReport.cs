namespace BackupSh.Sources;

/// <summary>What a restore made.</summary>
/// <param name="Target">Where the restored data stands: a full path, or the database's name.</param>
public sealed record RestoreReport(string Target)
{
    /// <summary>Gets where the replaced target is kept, or <see langword="null"/> if there was none.</summary>
    public string? PreviousTarget { get; init; }

    /// <summary>Gets what did not stop the restore but should be known. Never null.</summary>
    public IReadOnlyList<BackupShError> Warnings { get; init; } = [];
}
