using BackupSh.Rotation;

namespace BackupSh.Cli.Output;

/// <summary>What one rule keeps.</summary>
internal sealed record ForecastTier(string Tier, string Rule, int Kept)
{
    internal static ForecastTier Of(RotationTierCount count) => new(CliJson.Word(count.Tier), count.Rule.ToString(), count.Kept);
}
