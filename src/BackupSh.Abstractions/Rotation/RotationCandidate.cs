using BackupSh.Catalog;

namespace BackupSh.Rotation;

/// <summary>A backup that a rotation looks at.</summary>
/// <param name="Name">Its name, which says its moment.</param>
public sealed record RotationCandidate(BackupName Name)
{
    /// <summary>Gets what is known of its wholeness. Only healthy backups are counted and deleted.</summary>
    public RotationHealth Health { get; init; }

    /// <summary>Gets a value indicating whether a pin holds it: it is kept, and takes no place of a rule.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Gets a value indicating whether it is not ours to rotate: another instance made it, or a newer version.
    /// It is left alone, and takes no place of a rule.</summary>
    public bool IsForeign { get; init; }
}
