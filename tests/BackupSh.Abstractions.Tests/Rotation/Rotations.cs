using System.Globalization;
using BackupSh.Catalog;
using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>Short ways to say policies, backups and what was kept.</summary>
internal static class Rotations
{
    internal const string Database = "shop";

    /// <summary>Later than every backup of a test: nothing is dated in the future.</summary>
    internal static readonly DateTimeOffset Late = DateTimeOffset.MaxValue;

    internal static readonly BackupPin Pin = new("audit", null, "ops");

    /// <summary>Reads <c>"daily=7 weekly=unlimited"</c>.</summary>
    internal static RotationPolicy Policy(string rules, string zone = "UTC", RotationSettings? settings = null) => new(
        rules.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(rule => rule.Split('=', 2)).ToDictionary(
            rule => Enum.Parse<RotationTier>(rule[0], ignoreCase: true), rule => RotationRule.Parse(rule[1])),
        TimeZoneInfo.FindSystemTimeZoneById(zone),
        settings);

    internal static RotationPolicy With(this RotationPolicy policy, RotationTier tier, RotationRule rule) => new(
        Enum.GetValues<RotationTier>().ToDictionary(each => each, each => each == tier ? rule : policy[each]), policy.TimeZone, policy.Settings);

    internal static RotationPeriod PeriodOf(RotationTier tier, DateTimeOffset time, RotationPolicy policy) =>
        RotationPeriod.At(tier, new ZoneClock(policy.TimeZone, policy.Settings.UseRecordedOffset).At(time), policy.Settings);

    internal static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    internal static DateTimeOffset[] Times(params ReadOnlySpan<string> texts)
    {
        DateTimeOffset[] times = new DateTimeOffset[texts.Length];
        for (int i = 0; i < times.Length; i++)
        {
            times[i] = Time(texts[i]);
        }

        return times;
    }

    internal static RotationCandidate Backup(DateTimeOffset time) => new(BackupName.Create(Database, time));

    internal static RotationCandidate Backup(string time) => Backup(Time(time));

    internal static RotationPlan Plan(RotationPolicy policy, IEnumerable<DateTimeOffset> times, DateTimeOffset? now = null) =>
        RotationPlanner.Plan(policy, [.. times.Distinct().Select(Backup)], now ?? Late);

    /// <summary>Returns the moments that are kept, newest first.</summary>
    internal static DateTimeOffset[] Kept(RotationPolicy policy, IEnumerable<DateTimeOffset> times) => Times(Plan(policy, times).Keep);

    internal static DateTimeOffset[] Times(IEnumerable<RotationPlanItem> items) => [.. items.Select(item => item.Candidate.Time)];

    internal static DateTimeOffset[] NewestFirst(this IEnumerable<DateTimeOffset> times) => [.. times.Distinct().OrderDescending()];
}
