namespace BackupSh.Catalog.Sync;

/// <summary>What a sync found in one storage.</summary>
/// <param name="Storage">The storage's name.</param>
public sealed record SyncResult(string Storage)
{
    /// <summary>Gets how many backups it holds.</summary>
    public int Backups { get; init; }

    /// <summary>Gets the sum of their archives in bytes.</summary>
    public long ArchiveBytes { get; init; }

    /// <summary>Gets the backups that are new to the catalog, or changed; newest first.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>Gets the backups that were there and are gone; newest first.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <summary>Gets what is odd, each with a suggested step.</summary>
    public IReadOnlyList<CatalogProblem> Problems { get; init; } = [];

    /// <summary>Gets what became of the backups that it had missed.</summary>
    public IReadOnlyList<HealOutcome> Healed { get; init; } = [];

    /// <summary>Gets why it could not be listed, or not wholly be read; <see langword="null"/> if all is well. A storage that could not
    /// be listed, or whose listing is doubtful, has changed nothing in the catalog.</summary>
    public BackupShError? Error { get; init; }
}
