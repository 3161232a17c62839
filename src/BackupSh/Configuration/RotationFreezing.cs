using BackupSh.Options;
using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Makes a policy of rotation options.</summary>
internal static class RotationFreezing
{
    /// <returns>The policy; <paramref name="otherwise"/> if the options say nothing; <see langword="null"/> if they keep
    /// nothing, which is reported.</returns>
    internal static RotationPolicy? Freeze(RotationOptions rotation, RotationPolicy? otherwise, TimeZoneInfo jobZone, OptionsScope scope)
    {
        Dictionary<RotationTier, RotationRule> rules = [];
        Add(rules, RotationTier.Hourly, rotation.Hourly);
        Add(rules, RotationTier.Daily, rotation.Daily);
        Add(rules, RotationTier.Weekly, rotation.Weekly);
        Add(rules, RotationTier.Monthly, rotation.Monthly);
        Add(rules, RotationTier.Yearly, rotation.Yearly);
        if (rules.Count == 0 && rotation.TimeZone is null && !rotation.IsSection)
        {
            return otherwise;
        }

        TimeZoneInfo zone = TimeZoneRule.Find(rotation.TimeZone, jobZone, scope, nameof(rotation.TimeZone));
        if (rules.Values.All(rule => rule.IsDisabled))
        {
            scope.Fault(null, ErrorTexts.Error("BSH0125"));
            return null;
        }

        return new RotationPolicy(rules, zone);
    }

    private static void Add(Dictionary<RotationTier, RotationRule> rules, RotationTier tier, RotationRule? rule)
    {
        if (rule is { } set)
        {
            rules.Add(tier, set);
        }
    }
}
