namespace BackupSh.Rotation;

/// <summary>Which backups of a series are kept: a rule for each tier, the zone whose calendar cuts time into periods, and how
/// the rules are read.</summary>
/// <remarks>Immutable; equal policies have equal rules, zones and settings. The rules are a union: a backup is kept if any of
/// them keeps it, and no rule takes a backup away from another.</remarks>
public sealed class RotationPolicy : IEquatable<RotationPolicy>
{
    private static readonly RotationTier[] AllTiers = Enum.GetValues<RotationTier>();

    private readonly RotationRule[] _rules = new RotationRule[AllTiers.Length];

    /// <summary>Initializes a policy.</summary>
    /// <param name="rules">The rules; a tier without one is disabled.</param>
    /// <param name="timeZone">The zone of hours, days, weeks, months, quarters and years; <see langword="null"/> for UTC.</param>
    /// <param name="settings">How the rules are read; <see langword="null"/> for <see cref="RotationSettings.Default"/>.</param>
    /// <exception cref="BackupShException">The policy has a fault (<see cref="FindFaults"/>), for example that every tier is
    /// disabled (<c>BSH0040</c>): <see cref="KeepEverything"/> is a policy of its own.</exception>
    public RotationPolicy(
        IReadOnlyDictionary<RotationTier, RotationRule> rules, TimeZoneInfo? timeZone = null, RotationSettings? settings = null)
        : this(timeZone ?? TimeZoneInfo.Utc, settings ?? RotationSettings.Default)
    {
        if (FindFaults(rules, timeZone, settings) is [{ } fault, ..])
        {
            throw new BackupShException(fault);
        }

        foreach ((RotationTier tier, RotationRule rule) in rules)
        {
            _rules[Index(tier)] = rule;
        }
    }

    private RotationPolicy(TimeZoneInfo timeZone, RotationSettings settings)
    {
        TimeZone = timeZone;
        Settings = settings;
    }

    /// <summary>Gets the policy of a job without rotation: every backup is kept.</summary>
    public static RotationPolicy KeepEverything { get; } = new(TimeZoneInfo.Utc, RotationSettings.Default);

    /// <summary>Gets the zone whose calendar cuts time into periods.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>Gets how the rules are read.</summary>
    public RotationSettings Settings { get; }

    /// <summary>Gets a value indicating whether every backup is kept.</summary>
    public bool KeepsEverything => !ActiveTiers.Any();

    /// <summary>Gets the tiers that keep something, the finest first.</summary>
    /// <remarks>In the profile <see cref="RotationProfile.Awkhad"/>, tiers behind an unlimited one keep nothing.</remarks>
    public IEnumerable<RotationTier> ActiveTiers
    {
        get
        {
            bool isHidden = false;
            foreach (RotationTier tier in AllTiers.Where(tier => !this[tier].IsDisabled))
            {
                if (isHidden)
                {
                    yield break;
                }

                isHidden = Settings.Profile == RotationProfile.Awkhad && this[tier].IsUnlimited;
                yield return tier;
            }
        }
    }

    /// <summary>Gets how many backups the rules keep at most, without pinned, future, foreign and unhealthy ones, or
    /// <see langword="null"/> if there is no such number.</summary>
    public long? MaximumKept => RotationBounds.MaximumKept(this);

    /// <summary>Gets a tier's rule.</summary>
    /// <param name="tier">The tier.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tier.</exception>
    public RotationRule this[RotationTier tier] => _rules[Index(tier)];

    /// <summary>Finds everything that is wrong with a policy before it is made.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="timeZone">The zone, or <see langword="null"/> for UTC.</param>
    /// <param name="settings">The settings, or <see langword="null"/> for the default ones.</param>
    /// <returns>The faults (<c>BSH0040</c>, <c>BSH0048</c> to <c>BSH0050</c>); empty if there are none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such tier.</exception>
    public static IReadOnlyList<BackupShError> FindFaults(
        IReadOnlyDictionary<RotationTier, RotationRule> rules, TimeZoneInfo? timeZone = null, RotationSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (RotationTier tier in rules.Keys)
        {
            _ = Index(tier);
        }

        return [.. RotationPolicyFaults.Of(rules, timeZone ?? TimeZoneInfo.Utc, settings ?? RotationSettings.Default)];
    }

    /// <inheritdoc/>
    public bool Equals(RotationPolicy? other) =>
        other is not null && _rules.AsSpan().SequenceEqual(other._rules) && TimeZone.Equals(other.TimeZone) && Settings == other.Settings;

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
        hash.Add(Settings);
        return hash.ToHashCode();
    }

    /// <summary>Returns the policy in words.</summary>
    /// <returns>For example <c>daily=7 weekly=unlimited Europe/Berlin</c>, or <c>everything</c>.</returns>
    public override string ToString() => KeepsEverything ? "everything" : RotationPolicyText.Of(this);

    private static int Index(RotationTier tier) => Enum.IsDefined(tier) ? (int)tier : throw RotationTierWords.NoSuchTier(tier);
}
