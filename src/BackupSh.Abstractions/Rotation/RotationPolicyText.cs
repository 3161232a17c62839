using System.Globalization;

namespace BackupSh.Rotation;

/// <summary>The text of a policy: rules, zone, and the settings that differ from the default.</summary>
internal static class RotationPolicyText
{
    internal static string Of(RotationPolicy policy)
    {
        IEnumerable<string> rules = Enum.GetValues<RotationTier>()
            .Where(tier => !policy[tier].IsDisabled)
            .Select(tier => $"{tier.Word()}={policy[tier]}");
        return string.Join(' ', rules.Append(ZoneOf(policy)).Concat(Settings(policy.Settings)));
    }

    internal static string ZoneOf(RotationPolicy policy) => policy.Settings.UseRecordedOffset ? "recorded offset" : policy.TimeZone.Id;

    private static IEnumerable<string> Settings(RotationSettings settings)
    {
        RotationSettings otherwise = RotationSettings.Default;
        if (settings.Profile != otherwise.Profile)
        {
            yield return $"profile={Word(settings.Profile)}";
        }

        if (settings.MinimumKeep != otherwise.MinimumKeep)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"minimum-keep={settings.MinimumKeep}");
        }

        if (settings.WeekStart != otherwise.WeekStart)
        {
            yield return $"week-start={Word(settings.WeekStart)}";
        }

        if (settings.DayStart != otherwise.DayStart)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"day-start={settings.DayStart:hh\\:mm}");
        }

        if (settings.KeepOldestWhileShort)
        {
            yield return "keep-oldest-while-short";
        }

        if (settings.FutureTolerance != otherwise.FutureTolerance)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"future-tolerance={settings.FutureTolerance}");
        }

        if (settings.Guard != otherwise.Guard)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"guard={settings.Guard.Count},{settings.Guard.Percent}%");
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
