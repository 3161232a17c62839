using System.Globalization;
using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>Rotation said twice more, as simply as possible and in other ways than the planner's.</summary>
internal static class NaiveRotation
{
    private static readonly int[] AroundAChange = [-24, 24];

    /// <summary>Groups by a text of the period, where the planner counts numbers. The profile is the standard one.</summary>
    internal static DateTimeOffset[] Kept(RotationPolicy policy, IEnumerable<DateTimeOffset> times)
    {
        DateTimeOffset[] newestFirst = times.NewestFirst();
        return newestFirst.Take(policy.Settings.MinimumKeep)
            .Concat(policy.ActiveTiers.SelectMany(tier => KeptBy(tier, policy, newestFirst)))
            .NewestFirst();
    }

    /// <summary>Steps back from edge to edge, as the Awkhad modules do, in UTC: the tiers until the first unlimited one.</summary>
    internal static DateTimeOffset[] KeptByEdges(RotationPolicy policy, IEnumerable<DateTimeOffset> times, bool stopsAtUnlimited = false)
    {
        DateTimeOffset[] newestFirst = times.NewestFirst();
        List<DateTimeOffset> kept = [.. newestFirst.Take(1)];
        foreach (RotationTier tier in newestFirst.Length == 0 ? [] : Enum.GetValues<RotationTier>().Where(tier => !policy[tier].IsDisabled))
        {
            DateTimeOffset last = newestFirst[0];
            for (int left = (policy[tier].Limit ?? int.MaxValue) - 1; left > 0; left--)
            {
                DateTimeOffset edge = Edge(tier, last);
                DateTimeOffset[] older = [.. newestFirst.Where(time => time < edge).Take(1)];
                if (older.Length == 0)
                {
                    break;
                }

                kept.Add(last = older[0]);
            }

            if (stopsAtUnlimited && policy[tier].IsUnlimited)
            {
                break;
            }
        }

        return kept.NewestFirst();
    }

    /// <summary>Returns the local text of a period that no other period has.</summary>
    internal static string Key(RotationTier tier, DateTimeOffset time, RotationPolicy policy)
    {
        DateTimeOffset clock = TimeZoneInfo.ConvertTime(time, policy.TimeZone);
        DateTime local = clock.DateTime - (tier == RotationTier.Hourly ? TimeSpan.Zero : policy.Settings.DayStart);
        return tier switch
        {
            RotationTier.Last => time.UtcTicks.ToString("D20", CultureInfo.InvariantCulture),
            RotationTier.Hourly => (clock.DateTime.Date.AddHours(clock.Hour) - clock.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
                + (1000 + clock.Offset.TotalMinutes).ToString(" 0000", CultureInfo.InvariantCulture),
            RotationTier.Daily => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            RotationTier.Weekly => FirstDay(local, policy.Settings.WeekStart).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            RotationTier.Monthly => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            RotationTier.Quarterly => $"{local:yyyy} {(local.Month + 2) / 3}",
            _ => local.ToString("yyyy", CultureInfo.InvariantCulture),
        };
    }

    private static IEnumerable<DateTimeOffset> KeptBy(RotationTier tier, RotationPolicy policy, DateTimeOffset[] newestFirst)
    {
        RotationRule rule = policy[tier];
        IGrouping<string, DateTimeOffset>[] periods = [.. newestFirst.GroupBy(time => Key(tier, time, policy))];
        if (rule.Pick == RotationPick.Oldest)
        {
            periods = [.. periods.OrderByDescending(period => period.Key, StringComparer.Ordinal)];
        }

        DateTimeOffset[] kept = [.. periods
            .Take(rule.Limit ?? int.MaxValue)
            .Select(period => rule.Pick == RotationPick.Oldest ? period.Min() : period.Max())
            .Where(time => IsYoung(tier, time, policy, newestFirst[0]))];
        bool isShort = policy.Settings.KeepOldestWhileShort && rule.MaxAge is null && periods.Length < (rule.Limit ?? int.MaxValue);
        return isShort ? kept.Concat(newestFirst.TakeLast(1)) : kept;
    }

    private static bool IsYoung(RotationTier tier, DateTimeOffset time, RotationPolicy policy, DateTimeOffset newest)
    {
        if (policy[tier].MaxAge is not { } age)
        {
            return true;
        }

        DateTime local = TimeZoneInfo.ConvertTime(newest, policy.TimeZone).DateTime;
        DateTimeOffset limit = (age.Months + age.Days == 0 ? newest : First(local.AddMonths(-age.Months).AddDays(-age.Days), policy.TimeZone)).AddHours(-age.Hours);
        return (policy[tier].Pick == RotationPick.Oldest ? Start(tier, time, policy) : time) > limit;
    }

    private static DateTimeOffset Start(RotationTier tier, DateTimeOffset time, RotationPolicy policy)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(time, policy.TimeZone);
        if (tier == RotationTier.Hourly)
        {
            return new DateTimeOffset(local.Date.AddHours(local.Hour), local.Offset);
        }

        DateTime day = local.DateTime.Subtract(policy.Settings.DayStart).Date;
        DateTime first = tier switch
        {
            RotationTier.Daily => day,
            RotationTier.Weekly => FirstDay(day, policy.Settings.WeekStart),
            RotationTier.Monthly => day.AddDays(1 - day.Day),
            RotationTier.Quarterly => day.AddDays(1 - day.Day).AddMonths(-((day.Month - 1) % 3)),
            _ => day.AddDays(1 - day.DayOfYear),
        };
        return First(first + policy.Settings.DayStart, policy.TimeZone);
    }

    // The first moment at which the clocks show a time; the earlier way to read it where they never do.
    private static DateTimeOffset First(DateTime local, TimeZoneInfo zone)
    {
        IEnumerable<TimeSpan> offsets = AroundAChange
            .Select(hours => zone.GetUtcOffset(new DateTimeOffset(local.AddHours(hours), TimeSpan.Zero)));
        DateTimeOffset[] moments = [.. offsets.Select(offset => new DateTimeOffset(local - offset, TimeSpan.Zero)).Order()];
        DateTimeOffset[] shown = [.. moments.Where(moment => TimeZoneInfo.ConvertTime(moment, zone).DateTime == local)];
        return shown.Length > 0 ? shown[0] : moments[0];
    }

    private static DateTime FirstDay(DateTime local, DayOfWeek weekStart)
    {
        DateTime day = local.Date;
        while (day.DayOfWeek != weekStart)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private static DateTimeOffset Edge(RotationTier tier, DateTimeOffset time)
    {
        DateTimeOffset day = new(time.UtcDateTime.Date, TimeSpan.Zero);
        return tier switch
        {
            RotationTier.Hourly => day.AddHours(time.Hour),
            RotationTier.Daily => day,
            RotationTier.Weekly => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            RotationTier.Monthly => day.AddDays(1 - day.Day),
            _ => day.AddDays(1 - day.DayOfYear),
        };
    }
}
