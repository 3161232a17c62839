namespace BackupSh.Backups;

/// <summary>How far a run, a verification or a restore is.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Bytes">The bytes done in this stage: of content while writing, of the archive while reading.</param>
/// <param name="TotalBytes">How many there will be, or <see langword="null"/> if nobody knows; an estimate while writing.</param>
/// <param name="BytesPerSecond">The rate since the stage began.</param>
public sealed record BackupProgress(BackupStage Stage, long Bytes, long? TotalBytes, double BytesPerSecond);
