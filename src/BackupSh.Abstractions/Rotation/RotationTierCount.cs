namespace BackupSh.Rotation;

/// <summary>How much a tier's rule keeps.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Kept">How many periods keep a backup.</param>
/// <param name="Periods">How many periods have one.</param>
public sealed record RotationTierCount(RotationTier Tier, RotationRule Rule, int Kept, int Periods)
{
    /// <summary>Returns the count in words.</summary>
    /// <returns>For example <c>daily=7: 7 of 30 periods</c>.</returns>
    public override string ToString() => $"{Tier.Word()}={Rule}: {Kept} of {Periods} periods";
}
