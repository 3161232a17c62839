using System.Globalization;
using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>restic's way, as its documentation and golden files have it: one walk from the newest backup to the oldest, with a
/// counter for each rule that goes down at each change of period, and the oldest kept while a counter is not used up.</summary>
internal static class NaiveRestic
{
    internal static DateTimeOffset[] Kept(RotationPolicy policy, IEnumerable<DateTimeOffset> times)
    {
        DateTimeOffset[] newestFirst = times.NewestFirst();
        List<DateTimeOffset> kept = [];
        foreach (RotationTier tier in policy.ActiveTiers)
        {
            RotationRule rule = policy[tier];
            int left = rule.Limit ?? int.MaxValue;
            string? period = null;
            for (int i = 0; i < newestFirst.Length; i++)
            {
                string current = Key(tier, newestFirst[i], i, policy);
                bool isOldest = i == newestFirst.Length - 1;
                if (left > 0 && IsWithin(rule, newestFirst[i], newestFirst[0], policy) && (current != period || isOldest))
                {
                    kept.Add(newestFirst[i]);
                    left--;
                    period = current;
                }
            }
        }

        return kept.Concat(newestFirst.Take(1)).NewestFirst();
    }

    private static bool IsWithin(RotationRule rule, DateTimeOffset time, DateTimeOffset newest, RotationPolicy policy)
    {
        if (rule.MaxAge is not { } age)
        {
            return true;
        }

        // A month that is too short runs over into the next one.
        DateTime local = TimeZoneInfo.ConvertTime(newest, policy.TimeZone).DateTime;
        DateTime first = new DateTime(local.Year, local.Month, 1).AddMonths(-age.Months).AddDays(local.Day - 1 - age.Days).Add(local.TimeOfDay);
        if (age.Months + age.Days == 0)
        {
            return time > newest.AddHours(-age.Hours);
        }

        TimeSpan[] offsets = [policy.TimeZone.GetUtcOffset(Utc(first.AddDays(-1))), policy.TimeZone.GetUtcOffset(Utc(first.AddDays(1)))];
        DateTimeOffset[] moments = [.. offsets.Select(offset => Utc(first - offset)).Order()];
        DateTimeOffset limit = moments.FirstOrDefault(moment => TimeZoneInfo.ConvertTime(moment, policy.TimeZone).DateTime == first, moments[0]);
        return time > limit.AddHours(-age.Hours);
    }

    private static DateTimeOffset Utc(DateTime time) => new(time, TimeSpan.Zero);

    private static string Key(RotationTier tier, DateTimeOffset time, int index, RotationPolicy policy)
    {
        DateTime local = TimeZoneInfo.ConvertTime(time, policy.TimeZone).DateTime;
        return tier switch
        {
            RotationTier.Last => index.ToString(CultureInfo.InvariantCulture),
            RotationTier.Hourly => local.ToString("yyyyMMddHH", CultureInfo.InvariantCulture),
            RotationTier.Daily => local.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
            RotationTier.Weekly => $"{ISOWeek.GetYear(local)} {ISOWeek.GetWeekOfYear(local)}",
            RotationTier.Monthly => local.ToString("yyyyMM", CultureInfo.InvariantCulture),
            _ => local.ToString("yyyy", CultureInfo.InvariantCulture),
        };
    }
}
