namespace BackupSh.Rotation;

/// <summary>How tiers are called in configuration and explanations.</summary>
internal static class RotationTierWords
{
    internal static string Word(this RotationTier tier) => tier switch
    {
        RotationTier.Hourly => "hourly",
        RotationTier.Daily => "daily",
        RotationTier.Weekly => "weekly",
        RotationTier.Monthly => "monthly",
        RotationTier.Yearly => "yearly",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "There is no such tier."),
    };
}
