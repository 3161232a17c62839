using System.Globalization;

namespace BackupSh.Rotation;

/// <summary>The rule that came nearest to keeping a backup which is deleted.</summary>
/// <param name="Place">The backup's period, and the rule.</param>
/// <param name="DisplacedBy">The backup that stands for the period instead; <see langword="null"/> if this one does, and only the
/// limit or the age kept it from being kept.</param>
/// <remarks>Nearest is the rule before which least stands: other backups of the period, and periods beyond the last one that
/// is kept. Among equals it is the finest.</remarks>
public sealed record RotationMiss(RotationPlace Place, RotationCandidate? DisplacedBy)
{
    /// <summary>Gets the moment after which a backup has to be for the rule's age, if that is what the backup misses; else
    /// <see langword="null"/>.</summary>
    public DateTimeOffset? TooOldAt { get; init; }

    /// <summary>Returns the miss in words.</summary>
    /// <returns>For example <c>daily 8 of 7, newest of 2026-11-16 UTC</c>, or
    /// <c>weekly 2 of 4, week of 2026-11-16 UTC has the newer 'shop.2026-11-22_03-00-00'</c>.</returns>
    public override string ToString()
    {
        string period = DisplacedBy is null
            ? Place.WithStanding
            : $"{Place}, {Place.PeriodText} has the {(Place.Rule.Pick == RotationPick.Oldest ? "older" : "newer")} '{DisplacedBy.Label}'";
        return TooOldAt is { } cutoff
            ? string.Create(CultureInfo.InvariantCulture, $"{period}, not after {cutoff.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC")
            : period;
    }
}
