using BackupSh.Shared;

namespace BackupSh.Rotation;

/// <summary>What somebody should know about a plan.</summary>
internal static class RotationWarnings
{
    // Source: the modules count to a million where they mean no limit. A larger number is most likely meant so, too.
    private const int LargestSensibleLimit = 1_000_000;

    /// <summary>Makes the plan that a judgement is, with its warnings.</summary>
    internal static RotationPlan Complete(RotationPolicy policy, RotationJudgement judgement, DateTimeOffset now)
    {
        List<BackupShError> warnings = [.. OfBackups(policy, judgement, now), .. OfRules(policy)];
        RotationPlan plan = new(judgement, policy, warnings);
        if (plan.NeedsConsent)
        {
            RotationGuard guard = policy.Settings.Guard;
            warnings.Add(ErrorTexts.Error("BSH0057", plan.Delete.Count, plan.Keep.Count + plan.Delete.Count, guard.Count, guard.Percent));
        }

        return plan;
    }

    private static IEnumerable<BackupShError> OfBackups(RotationPolicy policy, RotationJudgement judgement, DateTimeOffset now)
    {
        RotationExemptions exemptions = judgement.Exemptions;
        int future = exemptions.Count(RotationReasonKind.Future);
        if (future > 0)
        {
            DateTime latest = RotationExemptions.LatestPast(policy.Settings, now).UtcDateTime;
            yield return ErrorTexts.Error("BSH0041", future, latest, judgement.Candidate(exemptions.First(RotationReasonKind.Future)).Label);
        }

        if (judgement.Count > 0 && NoneIsHealthy(judgement))
        {
            yield return ErrorTexts.Error("BSH0043", judgement.Count);
        }

        if (Twins(judgement) is { } twin)
        {
            yield return ErrorTexts.Error("BSH0058", twin.Label, twin.Time.UtcDateTime);
        }
    }

    private static bool NoneIsHealthy(RotationJudgement judgement)
    {
        for (int i = 0; i < judgement.Count; i++)
        {
            if (judgement.Candidate(i).Health == RotationHealth.Healthy)
            {
                return false;
            }
        }

        return true;
    }

    private static RotationCandidate? Twins(RotationJudgement judgement)
    {
        for (int i = 1; i < judgement.Count; i++)
        {
            if (judgement.Candidate(i).Time == judgement.Candidate(i - 1).Time)
            {
                return judgement.Candidate(i);
            }
        }

        return null;
    }

    private static IEnumerable<BackupShError> OfRules(RotationPolicy policy)
    {
        RotationTier[] tiers = [.. policy.ActiveTiers];
        foreach (RotationTier coarser in Enum.GetValues<RotationTier>().Where(tier => !policy[tier].IsDisabled))
        {
            if (tiers.Cast<RotationTier?>().FirstOrDefault(finer => Covers(policy, finer!.Value, coarser)) is { } finer)
            {
                yield return ErrorTexts.Error("BSH0042", Words(policy, coarser), Words(policy, finer));
            }
            else if (!tiers.Contains(coarser))
            {
                yield return ErrorTexts.Error("BSH0051", Words(policy, coarser), Words(policy, tiers[^1]));
            }

            if (policy[coarser].Limit > LargestSensibleLimit)
            {
                yield return ErrorTexts.Error("BSH0059", Words(policy, coarser));
            }
        }
    }

    // Hours, days, months, quarters and years nest, so one of all finer periods is one of all coarser ones. Weeks do not nest
    // in months: after weekly = unlimited, a monthly rule still keeps backups of its own. Nor do hours nest in days that begin
    // within one; nor is the newest of a month the oldest of its day.
    private static bool Covers(RotationPolicy policy, RotationTier finer, RotationTier coarser)
    {
        RotationRule rule = policy[finer];
        if (finer >= coarser || !rule.IsUnlimited || rule.MaxAge is not null || finer == RotationTier.Weekly)
        {
            return false;
        }

        bool nests = finer != RotationTier.Hourly || policy.Settings.DayStart.Minutes == 0;
        return finer == RotationTier.Last || (nests && rule.Pick == policy[coarser].Pick);
    }

    private static string Words(RotationPolicy policy, RotationTier tier) => $"{tier.Word()}={policy[tier]}";
}
