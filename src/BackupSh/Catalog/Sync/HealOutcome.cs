namespace BackupSh.Catalog.Sync;

/// <summary>What became of a backup that a storage had missed.</summary>
/// <param name="Backup">The backup's name.</param>
/// <param name="Source">The storage that it was copied from, or was to be.</param>
/// <param name="Error">Why it is still missing, or <see langword="null"/> if it is there, whole and checked.</param>
public sealed record HealOutcome(string Backup, string Source, BackupShError? Error);
