namespace BackupSh.Rotation;

/// <summary>Decides on the backups that the rules count, and says why.</summary>
/// <param name="newestFirst">The backups.</param>
/// <param name="tiers">The periods of the tiers that keep something; none of them means that everything is kept.</param>
internal sealed class RotationExplainer(RotationCandidate[] newestFirst, TierPeriods[] tiers)
{
    private readonly List<RotationReason> _reasons = [];

    internal RotationPlanItem Decide(int index)
    {
        _reasons.Clear();
        if (index == 0)
        {
            _reasons.Add(RotationExemptions.Newest);
        }

        if (tiers.Length == 0)
        {
            _reasons.Add(RotationExemptions.NoRotation);
        }

        foreach (TierPeriods tier in tiers)
        {
            if (tier.Keeps(index))
            {
                _reasons.Add(new RotationReason(RotationReasonKind.Rule, tier.Place(index)));
            }
        }

        return _reasons.Count > 0
            ? new RotationPlanItem(newestFirst[index], RotationDecision.Keep, _reasons.ToArray(), null)
            : new RotationPlanItem(newestFirst[index], RotationDecision.Delete, [], NearestMiss(index));
    }

    private RotationMiss NearestMiss(int index)
    {
        TierPeriods nearest = tiers[0];
        for (int i = 1; i < tiers.Length; i++)
        {
            nearest = tiers[i].Ahead(index) < nearest.Ahead(index) ? tiers[i] : nearest;
        }

        return new RotationMiss(nearest.Place(index), nearest.IsNewest(index) ? null : newestFirst[nearest.Newest(index)].Name);
    }
}
