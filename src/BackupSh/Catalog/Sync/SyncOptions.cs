namespace BackupSh.Catalog.Sync;

/// <summary>How a sync goes about it.</summary>
public sealed record SyncOptions
{
    /// <summary>Gets the only storage to sync, or <see langword="null"/> for all.</summary>
    public string? Storage { get; init; }

    /// <summary>Gets a value indicating whether backups that a storage of their job has missed are copied to it.</summary>
    /// <value>The default is <see langword="true"/>. With one storage only, nothing is copied.</value>
    public bool Heal { get; init; } = true;

    /// <summary>Gets a value indicating whether a storage that lists nothing of what it held is believed.</summary>
    /// <value>The default is <see langword="false"/>: a share that is not mounted looks just so.</value>
    public bool AcceptLoss { get; init; }
}
