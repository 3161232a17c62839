namespace BackupSh.Catalog.Sync;

/// <summary>What a sync knows of one storage afterwards.</summary>
/// <param name="Result">What it tells its caller.</param>
internal sealed record StorageState(SyncResult Result)
{
    /// <summary>Gets every backup's name under which anything lies.</summary>
    internal IReadOnlySet<BackupName> Listed { get; init; } = new HashSet<BackupName>();

    /// <summary>Gets the whole backups.</summary>
    internal IReadOnlyDictionary<BackupName, BackupDocument> Whole { get; init; } = new Dictionary<BackupName, BackupDocument>();

    /// <summary>Gets the names of backups that were there and are not: somebody has deleted them.</summary>
    internal IReadOnlySet<BackupName> Gone { get; init; } = new HashSet<BackupName>();
}
