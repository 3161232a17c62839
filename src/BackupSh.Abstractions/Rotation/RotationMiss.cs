using BackupSh.Catalog;

namespace BackupSh.Rotation;

/// <summary>The rule that came nearest to keeping a backup which is deleted.</summary>
/// <param name="Place">The backup's period, and the rule.</param>
/// <param name="DisplacedBy">The newest healthy backup of the period, which stands for it instead; <see langword="null"/>
/// if only the limit kept this backup from being kept.</param>
/// <remarks>Nearest is the rule before which least stands: newer backups of the period, and periods beyond the limit. Among
/// equals it is the finest.</remarks>
public sealed record RotationMiss(RotationPlace Place, BackupName? DisplacedBy)
{
    /// <summary>Returns the miss in words.</summary>
    /// <returns>For example <c>daily 8 of 7, newest of 2026-11-16 UTC</c>, or
    /// <c>weekly 2 of 4, week of 2026-11-16 UTC has the newer 'shop.2026-11-22_03-00-00'</c>.</returns>
    public override string ToString() =>
        DisplacedBy is null
            ? $"{Place}, newest of {Place.Period} {Place.TimeZone}"
            : $"{Place}, {Place.Period} {Place.TimeZone} has the newer '{DisplacedBy}'";
}
