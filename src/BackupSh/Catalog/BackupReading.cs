namespace BackupSh.Catalog;

/// <summary>What reading one backup's small files has told.</summary>
/// <param name="Entry">The backup, or null if there is none.</param>
/// <param name="Problems">What is odd about it.</param>
/// <param name="Failure">Why not everything could be read, or null.</param>
internal sealed record BackupReading(BackupEntry? Entry, IReadOnlyList<CatalogProblem> Problems, Exception? Failure = null);
