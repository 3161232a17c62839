using System.Globalization;
using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>Rotation said twice more, as simply as possible and in other ways than the planner's.</summary>
internal static class NaiveRotation
{
    /// <summary>Groups by a text of the period: weeks by ISO year and number, where the planner takes the Monday.</summary>
    internal static DateTimeOffset[] Kept(RotationPolicy policy, IEnumerable<DateTimeOffset> times)
    {
        DateTimeOffset[] newestFirst = times.NewestFirst();
        return newestFirst.Take(1)
            .Concat(policy.ActiveTiers.SelectMany(tier => newestFirst
                .GroupBy(time => Key(tier, TimeZoneInfo.ConvertTime(time, policy.TimeZone)))
                .Select(group => group.Max())
                .OrderDescending()
                .Take(policy[tier].Limit ?? int.MaxValue)))
            .NewestFirst();
    }

    /// <summary>Steps back from edge to edge, as the Awkhad modules do, in UTC.</summary>
    internal static DateTimeOffset[] KeptByEdges(RotationPolicy policy, IEnumerable<DateTimeOffset> times)
    {
        DateTimeOffset[] newestFirst = times.NewestFirst();
        List<DateTimeOffset> kept = [.. newestFirst.Take(1)];
        foreach (RotationTier tier in newestFirst.Length == 0 ? [] : policy.ActiveTiers)
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
        }

        return kept.NewestFirst();
    }

    private static string Key(RotationTier tier, DateTimeOffset local) => tier switch
    {
        RotationTier.Hourly => local.ToString("yyyy-MM-dd HH zzz", CultureInfo.InvariantCulture),
        RotationTier.Daily => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        RotationTier.Weekly => $"{ISOWeek.GetYear(local.DateTime)} {ISOWeek.GetWeekOfYear(local.DateTime)}",
        RotationTier.Monthly => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => local.ToString("yyyy", CultureInfo.InvariantCulture),
    };

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
