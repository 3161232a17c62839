using BackupSh.Shared;

namespace BackupSh.Rotation;

/// <summary>What somebody should know about a plan.</summary>
internal static class RotationWarnings
{
    internal static IReadOnlyList<BackupShError> Of(RotationPolicy policy, RotationPlanItem[] items, DateTimeOffset latest)
    {
        List<BackupShError> warnings = [];
        RotationPlanItem[] future = [.. items.Where(item => IsFor(item, RotationReasonKind.Future))];
        if (future.Length > 0)
        {
            warnings.Add(ErrorTexts.Error("BSH0041", future.Length, latest.UtcDateTime, future[0].Candidate.Name));
        }

        if (items.Length > 0 && items.All(item => item.Candidate.Health != RotationHealth.Healthy))
        {
            warnings.Add(ErrorTexts.Error("BSH0043", items.Length));
        }

        warnings.AddRange(Redundant(policy));
        return warnings;
    }

    private static bool IsFor(RotationPlanItem item, RotationReasonKind kind) => item.Reasons is [{ } reason, ..] && reason.Kind == kind;

    // Hours, days, months and years nest, so one of all finer periods is one of all coarser ones. Weeks do not nest in
    // months: after weekly = unlimited, a monthly rule still keeps backups of its own.
    private static IEnumerable<BackupShError> Redundant(RotationPolicy policy) =>
        from finer in policy.ActiveTiers.Where(tier => policy[tier].IsUnlimited && tier != RotationTier.Weekly).Take(1)
        from coarser in policy.ActiveTiers.Where(tier => tier > finer)
        select ErrorTexts.Error("BSH0042", $"{coarser.Word()}={policy[coarser]}", $"{finer.Word()}={policy[finer]}");
}
