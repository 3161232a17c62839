namespace BackupSh.Restore;

/// <summary>What a restore made.</summary>
/// <param name="Backup">The backup's name without extension.</param>
/// <param name="Storage">The storage that it was read from.</param>
/// <param name="Target">Where the restored data stands.</param>
/// <param name="PreviousTarget">Where the replaced target is kept, or <see langword="null"/>.</param>
/// <param name="PlaintextBytes">The size of the restored content in bytes.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Warnings">What did not stop the restore but should be known.</param>
public sealed record RestoreResult(
    string Backup,
    string Storage,
    string Target,
    string? PreviousTarget,
    long PlaintextBytes,
    TimeSpan Duration,
    IReadOnlyList<BackupShError> Warnings);
