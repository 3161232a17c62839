using BackupSh.Catalog;

namespace BackupSh.Rotation;

/// <summary>The rule that came nearest to keeping a backup which is deleted.</summary>
/// <param name="Period">The backup's period.</param>
/// <param name="Rank">How recent the period is among those of its tier that have a backup, from 1.</param>
/// <param name="Rule">The rule.</param>
/// <param name="NewestOfPeriod">The newest healthy backup of the period, which is this one if only the limit kept it from being kept.</param>
/// <param name="Name">The backup.</param>
/// <param name="TimeZone">The zone whose calendar the period is of.</param>
/// <remarks>Nearest is the rule that keeps the period by another backup, else the one whose limit is exceeded least; among
/// equals one whose period's newest backup this is, then the finest.</remarks>
public sealed record RotationMiss(
    RotationPeriod Period, int Rank, RotationRule Rule, BackupName NewestOfPeriod, BackupName Name, string TimeZone)
{
    /// <summary>Gets a value indicating whether a newer backup of the same period stands before this one.</summary>
    public bool IsDisplaced => NewestOfPeriod != Name;

    /// <summary>Gets by how many periods the rule's limit is exceeded: 0 if the rule keeps the period.</summary>
    public int Excess => Rule.Keeps(Rank) ? 0 : Rank - Rule.Limit.GetValueOrDefault();

    /// <summary>Returns the miss in words.</summary>
    /// <returns>For example <c>daily 8 of 7, 2026-11-16 Europe/Berlin</c>, and which backup is newer, if one is.</returns>
    public override string ToString()
    {
        string text = $"{Period.Tier.Word()} {Rank} of {Rule}, {Period} {TimeZone}";
        return IsDisplaced ? $"{text}, has the newer '{NewestOfPeriod}'" : text;
    }
}
