using BackupSh.Options;
using BackupSh.Rotation;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Makes a policy of rotation options.</summary>
internal static class RotationFreezing
{
    private const int MaximumCount = 1_000_000;
    private static readonly TimeSpan MaximumDayStart = new(23, 59, 0);
    private static readonly TimeSpan MaximumFutureTolerance = TimeSpan.FromDays(365);

    /// <returns>The policy; <paramref name="otherwise"/> if the options say nothing; <see langword="null"/> if they keep
    /// nothing or have another fault, which is reported.</returns>
    internal static RotationPolicy? Freeze(RotationOptions rotation, RotationPolicy? otherwise, TimeZoneInfo jobZone, OptionsScope scope)
    {
        Dictionary<RotationTier, RotationRule> rules = RulesOf(rotation);
        if (rules.Count == 0 && !SaysMore(rotation) && !rotation.IsSection)
        {
            return otherwise;
        }

        int faults = scope.Faults.Count;
        TimeZoneInfo zone = TimeZoneRule.Find(rotation.TimeZone, ZoneUnlessNamed(rotation, jobZone), scope, nameof(rotation.TimeZone));
        RequireRanges(rotation, scope);
        if (rules.Values.All(rule => rule.IsDisabled))
        {
            scope.Fault(null, ErrorTexts.Error(rules.Count == 0 && SaysMore(rotation) ? "BSH0160" : "BSH0125"));
        }

        if (scope.Faults.Count > faults)
        {
            return null;
        }

        RotationSettings settings = SettingsOf(rotation);
        IReadOnlyList<BackupShError> found = RotationPolicy.FindFaults(rules, zone, settings);
        foreach (BackupShError fault in found)
        {
            scope.Fault(null, fault);
        }

        return found.Count == 0 ? new RotationPolicy(rules, zone, settings) : null;
    }

    private static Dictionary<RotationTier, RotationRule> RulesOf(RotationOptions rotation)
    {
        Dictionary<RotationTier, RotationRule> rules = [];
        Add(RotationTier.Last, rotation.Last);
        Add(RotationTier.Hourly, rotation.Hourly);
        Add(RotationTier.Daily, rotation.Daily);
        Add(RotationTier.Weekly, rotation.Weekly);
        Add(RotationTier.Monthly, rotation.Monthly);
        Add(RotationTier.Quarterly, rotation.Quarterly);
        Add(RotationTier.Yearly, rotation.Yearly);
        return rules;

        void Add(RotationTier tier, RotationRule? rule)
        {
            if (rule is { } set)
            {
                rules.Add(tier, set);
            }
        }
    }

    // The modules know no zones: theirs is UTC, whatever the job's schedules go by.
    private static TimeZoneInfo ZoneUnlessNamed(RotationOptions rotation, TimeZoneInfo jobZone) =>
        rotation.Profile == RotationProfile.Awkhad ? TimeZoneInfo.Utc : jobZone;

    private static bool SaysMore(RotationOptions rotation) =>
        rotation.TimeZone is not null || rotation.Profile is not null || rotation.WeekStart is not null || rotation.DayStart is not null
        || rotation.MinimumKeep is not null || rotation.KeepOldestWhileShort is not null || rotation.FutureTolerance is not null
        || rotation.GuardCount is not null || rotation.GuardPercent is not null;

    private static void RequireRanges(RotationOptions rotation, OptionsScope scope)
    {
        Require(nameof(rotation.Profile), rotation.Profile);
        Require(nameof(rotation.WeekStart), rotation.WeekStart);
        scope.RequireBetween(nameof(rotation.DayStart), rotation.DayStart ?? TimeSpan.Zero, TimeSpan.Zero, MaximumDayStart);
        scope.RequireBetween(nameof(rotation.MinimumKeep), rotation.MinimumKeep ?? 1, 1, MaximumCount);
        scope.RequireBetween(nameof(rotation.FutureTolerance), rotation.FutureTolerance ?? TimeSpan.Zero, TimeSpan.Zero, MaximumFutureTolerance);
        scope.RequireBetween(nameof(rotation.GuardCount), rotation.GuardCount ?? 0, 0, MaximumCount);
        scope.RequireBetween(nameof(rotation.GuardPercent), rotation.GuardPercent ?? 0, 0, 100);

        void Require<T>(string key, T? value)
            where T : struct, Enum
        {
            if (value is { } set && !Enum.IsDefined(set))
            {
                scope.Fault(key, ErrorTexts.Error("BSH0135", set, string.Join(", ", Enum.GetNames<T>())));
            }
        }
    }

    private static RotationSettings SettingsOf(RotationOptions rotation)
    {
        RotationSettings otherwise = RotationSettings.Default;
        TimeSpan dayStart = rotation.DayStart ?? otherwise.DayStart;
        return new RotationSettings
        {
            Profile = rotation.Profile ?? otherwise.Profile,
            WeekStart = rotation.WeekStart ?? otherwise.WeekStart,
            DayStart = new TimeSpan(dayStart.Hours, dayStart.Minutes, 0),
            MinimumKeep = rotation.MinimumKeep ?? otherwise.MinimumKeep,
            KeepOldestWhileShort = rotation.KeepOldestWhileShort ?? otherwise.KeepOldestWhileShort,
            FutureTolerance = rotation.FutureTolerance ?? otherwise.FutureTolerance,
            Guard = new RotationGuard(rotation.GuardCount ?? otherwise.Guard.Count, rotation.GuardPercent ?? otherwise.Guard.Percent),
        };
    }
}
