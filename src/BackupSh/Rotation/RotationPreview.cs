namespace BackupSh.Rotation;

/// <summary>What another policy would keep and delete in one storage, beside what the job's own does.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Database">The database, as file names spell it.</param>
/// <param name="Current">The plan of the policy that the job has for the storage; <see langword="null"/> after an error.</param>
/// <param name="Proposed">The plan of the other policy; <see langword="null"/> after an error.</param>
/// <param name="ArchiveBytes">The size of each backup's archive, by the backup's name.</param>
/// <param name="Error">Why the storage could not be read, or <see langword="null"/>.</param>
public sealed record RotationPreview(
    string Storage,
    string Database,
    RotationPlan? Current,
    RotationPlan? Proposed,
    IReadOnlyDictionary<string, long> ArchiveBytes,
    BackupShError? Error);
