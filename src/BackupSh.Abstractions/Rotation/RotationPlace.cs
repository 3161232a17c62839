using System.Globalization;

namespace BackupSh.Rotation;

/// <summary>A period among those that a rule counts.</summary>
/// <param name="Period">The period.</param>
/// <param name="Rank">How recent it is among the periods of its tier that have a backup, from 1.</param>
/// <param name="Rule">The rule.</param>
/// <param name="TimeZone">The zone whose calendar the period is of.</param>
public readonly record struct RotationPlace(RotationPeriod Period, int Rank, RotationRule Rule, string TimeZone)
{
    /// <summary>Gets by how many periods the rule's limit is exceeded: 0 if it lets the period keep its backup.</summary>
    public int Excess => Rule.Keeps(Rank) ? 0 : Rank - Rule.Limit.GetValueOrDefault();

    /// <summary>Gets the period and its zone in words.</summary>
    internal string PeriodText => $"{Period} {TimeZone}";

    /// <summary>Gets the place in words, for the backup that stands for the period. A backup of the tier last is its own period.</summary>
    internal string WithStanding =>
        Period.Tier == RotationTier.Last ? ToString() : $"{this}, {(Rule.Pick == RotationPick.Oldest ? "oldest" : "newest")} of {PeriodText}";

    /// <summary>Returns the place in words.</summary>
    /// <returns>For example <c>daily 3 of 7</c>, or <c>daily 3 of unlimited within 14d</c>.</returns>
    public override string ToString()
    {
        string limit = Rule.Limit is { } number ? number.ToString(CultureInfo.InvariantCulture) : RotationRuleText.Unlimited;
        string age = Rule.MaxAge is { } maxAge ? $" within {maxAge}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{Period.Tier.Word()} {Rank} of {limit}{age}");
    }
}
