namespace BackupSh.Rotation;

/// <summary>What was rotated, or would be, in one storage.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Database">The database, as file names spell it.</param>
/// <param name="Plan">What the policy wants, with every reason.</param>
/// <param name="Deleted">The backups that are gone, oldest first. Empty for a dry run.</param>
/// <param name="Retained">The backups of which the storage keeps a file locked, oldest first. A later rotation deletes them; if
/// only the archive was locked, its info file is gone and the catalog reports the archive.</param>
/// <param name="Error">Why it did not run or did not finish, or <see langword="null"/>.</param>
public sealed record RotationResult(
    string Storage,
    string Database,
    RotationPlan? Plan,
    IReadOnlyList<string> Deleted,
    IReadOnlyList<string> Retained,
    BackupShError? Error);
