using System.Diagnostics.CodeAnalysis;

namespace BackupSh.Rotation;

/// <summary>How tiers are called in configuration, command line and explanations.</summary>
internal static class RotationTierWords
{
    private static readonly RotationTier[] All = Enum.GetValues<RotationTier>();

    internal static string List { get; } = string.Join(", ", All.Select(Word));

    internal static string Word(this RotationTier tier) => tier switch
    {
        RotationTier.Last => "last",
        RotationTier.Hourly => "hourly",
        RotationTier.Daily => "daily",
        RotationTier.Weekly => "weekly",
        RotationTier.Monthly => "monthly",
        RotationTier.Quarterly => "quarterly",
        RotationTier.Yearly => "yearly",
        _ => throw NoSuchTier(tier),
    };

    internal static bool TryParse([NotNullWhen(true)] string? word, out RotationTier tier)
    {
        int index = Array.FindIndex(All, known => string.Equals(known.Word(), word, StringComparison.OrdinalIgnoreCase));
        tier = index < 0 ? default : All[index];
        return index >= 0;
    }

    internal static ArgumentOutOfRangeException NoSuchTier(RotationTier tier) => new(nameof(tier), tier, "There is no such tier.");
}
