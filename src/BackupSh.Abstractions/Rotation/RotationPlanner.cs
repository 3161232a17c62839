using BackupSh.Catalog;

namespace BackupSh.Rotation;

/// <summary>Plans which backups of a series to keep and which to delete.</summary>
/// <remarks>
/// <para>Pure: reads no clock and deletes nothing. Each rule keeps the newest healthy backup of each of the most recent
/// periods that have one; a backup is kept if any rule keeps it. So it does not matter how often, or when, a rotation runs:
/// what is left is the same.</para>
/// <para>Always kept: the newest healthy backup, and pinned ones. Kept, and flagged: backups dated more than
/// <see cref="FutureTolerance"/> after now. Left alone: what is not healthy, and what is not ours. None of those but the
/// newest takes a place of a rule.</para>
/// </remarks>
public static class RotationPlanner
{
    /// <summary>How far a backup may be ahead of now before it counts as dated in the future: one hour.</summary>
    /// <remarks>Clocks of hosts differ by seconds, a wrong zone by an hour or more.</remarks>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromHours(1);

    /// <summary>Plans a rotation.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="candidates">All backups of one database in one storage, in any order, each once.</param>
    /// <param name="now">The moment that tells which backups are dated in the future. Rules do not depend on it: time
    /// alone never deletes.</param>
    /// <returns>Every backup, with what becomes of it and why.</returns>
    /// <exception cref="ArgumentException">A backup is given twice, or the backups are of several databases.</exception>
    public static RotationPlan Plan(RotationPolicy policy, IReadOnlyCollection<RotationCandidate> candidates, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(candidates);
        RotationCandidate[] newestFirst = Sort(candidates);
        ThrowIfNotOneSeries(newestFirst, nameof(candidates));
        DateTimeOffset latest = now > DateTimeOffset.MaxValue - FutureTolerance ? DateTimeOffset.MaxValue : now + FutureTolerance;
        RotationReason?[] exemptions = Array.ConvertAll(newestFirst, candidate => Exemption(candidate, latest));
        RotationCandidate[] counted = [.. newestFirst.Where((_, i) => exemptions[i] is null)];
        LocalTime[] localTimes = Array.ConvertAll(counted, candidate => LocalTime.At(candidate.Name.Time, policy.TimeZone));
        TierPeriods[] tiers = [.. policy.ActiveTiers.Select(tier => new TierPeriods(tier, policy, localTimes))];
        RotationExplainer explainer = new(counted, tiers);

        RotationPlanItem[] items = new RotationPlanItem[newestFirst.Length];
        int next = 0;
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = exemptions[i] is { } exemption
                ? new RotationPlanItem(newestFirst[i], DecisionOf(exemption), [exemption], null)
                : explainer.Decide(next++);
        }

        return new RotationPlan(items, RotationWarnings.Of(policy, items, latest));
    }

    // A reason that keeps a backup out of the rules; null lets them decide. Who is not ours stays so, pinned or not.
    private static RotationReason? Exemption(RotationCandidate candidate, DateTimeOffset latest) => candidate switch
    {
        { IsForeign: true } => RotationExemptions.Foreign,
        { IsPinned: true } => RotationExemptions.Pinned,
        { Health: not RotationHealth.Healthy } => RotationExemptions.Unhealthy,
        _ when candidate.Name.Time > latest => RotationExemptions.Future,
        _ => null,
    };

    private static RotationDecision DecisionOf(RotationReason exemption) =>
        exemption.Kind is RotationReasonKind.Pinned or RotationReasonKind.Future ? RotationDecision.Keep : RotationDecision.Ignore;

    private static RotationCandidate[] Sort(IReadOnlyCollection<RotationCandidate> candidates)
    {
        RotationCandidate[] sorted = [.. candidates];
        long[] keys = Array.ConvertAll(sorted, candidate => -candidate.Name.Time.UtcTicks);
        Array.Sort(keys, sorted); // One series has no two backups of one second: the order is total.
        return sorted;
    }

    private static void ThrowIfNotOneSeries(RotationCandidate[] sorted, string parameter)
    {
        for (int i = 1; i < sorted.Length; i++)
        {
            (BackupName name, BackupName newer) = (sorted[i].Name, sorted[i - 1].Name);
            if (name.Database != newer.Database)
            {
                throw new ArgumentException($"Backups of '{name.Database}' and '{newer.Database}' are two series: plan each alone.", parameter);
            }

            if (name.Time == newer.Time)
            {
                throw new ArgumentException($"'{name}' is given twice.", parameter);
            }
        }
    }
}
