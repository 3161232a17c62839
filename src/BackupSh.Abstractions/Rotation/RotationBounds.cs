namespace BackupSh.Rotation;

/// <summary>What a policy promises whatever the backups are.</summary>
internal static class RotationBounds
{
    /// <summary>Returns how many backups the rules keep at most; null if there is no such number.</summary>
    /// <remarks>The newest backup stands for the newest period of every tier, and so counts once for all of them; not so
    /// where the oldest backup of a period stands for it.</remarks>
    internal static long? MaximumKept(RotationPolicy policy)
    {
        if (policy.KeepsEverything)
        {
            return null;
        }

        int last = policy.Settings.MinimumKeep;
        long others = 0;
        foreach (RotationTier tier in policy.ActiveTiers)
        {
            RotationRule rule = policy[tier];
            if (rule.Limit is not { } limit)
            {
                return null;
            }

            if (tier == RotationTier.Last)
            {
                last = Math.Max(last, limit);
            }
            else
            {
                others += rule.Pick == RotationPick.Newest ? limit - 1 : limit;
            }
        }

        return last + others;
    }
}
