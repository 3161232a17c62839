namespace BackupSh.Catalog;

/// <summary>What became of a backup's pin in one storage.</summary>
public enum PinStatus
{
    /// <summary>The pin lies beside the backup and says what was asked for.</summary>
    Pinned,

    /// <summary>The pin was removed.</summary>
    Removed,

    /// <summary>There was no pin to remove.</summary>
    NotPinned,

    /// <summary>It may be as it was before or not; <see cref="PinOutcome.Error"/> says more.</summary>
    Failed,
}
