using BackupSh.Catalog.Sync;
using BackupSh.Rotation;

namespace BackupSh.Backups;

/// <summary>What became of a backup in one storage.</summary>
/// <param name="Storage">The storage's name.</param>
/// <param name="Error">Why the storage does not have the backup, or <see langword="null"/> if it has it, whole and checked.</param>
public sealed record StorageOutcome(string Storage, BackupShError? Error)
{
    /// <summary>Gets a value indicating whether the storage has the backup: archive and info file, whole and checked.</summary>
    public bool IsCommitted => Error is null;

    /// <summary>Gets what was rotated after the backup, or <see langword="null"/> if rotation did not run.</summary>
    public RotationResult? Rotation { get; init; }

    /// <summary>Gets what became of earlier backups that the storage had missed. Never null.</summary>
    public IReadOnlyList<HealOutcome> Healed { get; init; } = [];

    /// <summary>Gets what did not stop the backup but should be known. Never null.</summary>
    public IReadOnlyList<BackupShError> Warnings { get; init; } = [];
}
