using BackupSh.Shared;

namespace BackupSh.Rotation;

/// <summary>What is wrong with a policy.</summary>
internal static class RotationPolicyFaults
{
    private static readonly RotationTier[] TiersOfAwkhad =
        [RotationTier.Hourly, RotationTier.Daily, RotationTier.Weekly, RotationTier.Monthly, RotationTier.Yearly];

    private static readonly RotationTier[] TiersOfRestic = [RotationTier.Last, .. TiersOfAwkhad];

    internal static IEnumerable<BackupShError> Of(
        IReadOnlyDictionary<RotationTier, RotationRule> rules, TimeZoneInfo zone, RotationSettings settings)
    {
        (RotationTier Tier, RotationRule Rule)[] active =
            [.. rules.Where(pair => !pair.Value.IsDisabled).OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))];
        if (active.Length == 0)
        {
            yield return ErrorTexts.Error("BSH0040");
        }

        if (active.Any(pair => pair is { Tier: RotationTier.Last, Rule.Pick: RotationPick.Oldest }))
        {
            yield return ErrorTexts.Error("BSH0050");
        }

        if (settings.UseRecordedOffset && settings.Profile != RotationProfile.Restic)
        {
            yield return ErrorTexts.Error("BSH0048");
        }

        IEnumerable<string> foreign = settings.Profile switch
        {
            RotationProfile.Awkhad => NotOfAwkhad(active, zone, settings),
            RotationProfile.Restic => NotOfRestic(active, settings),
            _ => [],
        };
        foreach (string setting in foreign)
        {
            yield return ErrorTexts.Error("BSH0049", settings.Profile.ToString().ToLowerInvariant(), setting);
        }
    }

    private static IEnumerable<string> NotOfAwkhad((RotationTier Tier, RotationRule Rule)[] rules, TimeZoneInfo zone, RotationSettings settings)
    {
        foreach ((RotationTier tier, RotationRule rule) in rules)
        {
            if (!TiersOfAwkhad.Contains(tier) || rule.MaxAge is not null || rule.Pick == RotationPick.Oldest)
            {
                yield return Words(tier, rule);
            }
        }

        if (!zone.HasSameRules(TimeZoneInfo.Utc) || zone.BaseUtcOffset != TimeSpan.Zero)
        {
            yield return $"time zone {zone.Id}";
        }

        if (settings.KeepOldestWhileShort)
        {
            yield return "keep-oldest-while-short";
        }

        foreach (string setting in OtherCalendar(settings))
        {
            yield return setting;
        }
    }

    private static IEnumerable<string> NotOfRestic((RotationTier Tier, RotationRule Rule)[] rules, RotationSettings settings)
    {
        foreach ((RotationTier tier, RotationRule rule) in rules)
        {
            if (!TiersOfRestic.Contains(tier) || rule.Pick == RotationPick.Oldest)
            {
                yield return Words(tier, rule);
            }
        }

        foreach (string setting in OtherCalendar(settings))
        {
            yield return setting;
        }
    }

    private static IEnumerable<string> OtherCalendar(RotationSettings settings)
    {
        if (settings.WeekStart != DayOfWeek.Monday)
        {
            yield return $"week start {settings.WeekStart}";
        }

        if (settings.DayStart != TimeSpan.Zero)
        {
            yield return $"day start {settings.DayStart:hh\\:mm}";
        }
    }

    private static string Words(RotationTier tier, RotationRule rule) => $"{tier.Word()}={rule}";
}
