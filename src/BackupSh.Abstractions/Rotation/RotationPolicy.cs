using BackupSh.Shared;

namespace BackupSh.Rotation;

/// <summary>Which backups of a series are kept: a rule for each tier, and the zone whose calendar cuts time into periods.</summary>
/// <remarks>Immutable; equal policies have equal rules and equal zones. The rules are a union: a backup is kept if any of
/// them keeps it, and no rule takes a backup away from another.</remarks>
public sealed class RotationPolicy : IEquatable<RotationPolicy>
{
    private static readonly RotationTier[] AllTiers = Enum.GetValues<RotationTier>();

    private readonly RotationRule[] _rules = new RotationRule[AllTiers.Length];

    /// <summary>Initializes a policy.</summary>
    /// <param name="rules">The rules; a tier without one is disabled.</param>
    /// <param name="timeZone">The zone of hours, days, weeks, months and years; <see langword="null"/> for UTC.</param>
    /// <exception cref="BackupShException">Every tier is disabled (<c>BSH0040</c>): <see cref="KeepEverything"/> is a policy of its own.</exception>
    public RotationPolicy(IReadOnlyDictionary<RotationTier, RotationRule> rules, TimeZoneInfo? timeZone = null)
        : this(timeZone ?? TimeZoneInfo.Utc)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach ((RotationTier tier, RotationRule rule) in rules)
        {
            _rules[Index(tier)] = rule;
        }

        if (!ActiveTiers.Any())
        {
            throw new BackupShException(ErrorTexts.Error("BSH0040"));
        }
    }

    private RotationPolicy(TimeZoneInfo timeZone) => TimeZone = timeZone;

    /// <summary>Gets the policy of a job without rotation: every backup is kept.</summary>
    public static RotationPolicy KeepEverything { get; } = new(TimeZoneInfo.Utc);

    /// <summary>Gets the zone whose calendar cuts time into periods.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>Gets a value indicating whether every backup is kept.</summary>
    public bool KeepsEverything => !ActiveTiers.Any();

    /// <summary>Gets the tiers that keep something, the finest first.</summary>
    public IEnumerable<RotationTier> ActiveTiers => AllTiers.Where(tier => !this[tier].IsDisabled);

    /// <summary>Gets a tier's rule.</summary>
    /// <param name="tier">The tier.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tier.</exception>
    public RotationRule this[RotationTier tier] => _rules[Index(tier)];

    /// <inheritdoc/>
    public bool Equals(RotationPolicy? other) =>
        other is not null && _rules.AsSpan().SequenceEqual(other._rules) && TimeZone.Equals(other.TimeZone);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RotationPolicy);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (RotationRule rule in _rules)
        {
            hash.Add(rule);
        }

        hash.Add(TimeZone);
        return hash.ToHashCode();
    }

    /// <summary>Returns the rules in words.</summary>
    /// <returns>For example <c>daily=7 weekly=unlimited Europe/Berlin</c>, or <c>everything</c>.</returns>
    public override string ToString() =>
        KeepsEverything ? "everything" : string.Join(' ', ActiveTiers.Select(tier => $"{tier.Word()}={this[tier]}").Append(TimeZone.Id));

    private static int Index(RotationTier tier) =>
        Enum.IsDefined(tier) ? (int)tier : throw new ArgumentOutOfRangeException(nameof(tier), tier, "There is no such tier.");
}
