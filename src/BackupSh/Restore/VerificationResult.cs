namespace BackupSh.Restore;

/// <summary>What a verification of one backup in one storage found.</summary>
/// <param name="Backup">The backup's name without extension.</param>
/// <param name="Storage">The storage's name.</param>
/// <param name="Status">What was found.</param>
/// <param name="ArchiveBytes">The archive's size in bytes, as the storage lists it.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Error">What is wrong, or <see langword="null"/>.</param>
public sealed record VerificationResult(
    string Backup, string Storage, VerificationStatus Status, long ArchiveBytes, TimeSpan Duration, BackupShError? Error);
