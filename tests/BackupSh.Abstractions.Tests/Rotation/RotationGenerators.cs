using BackupSh.Rotation;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>Histories that hug the edges of hours, days, weeks, months, years and daylight saving, and policies for them.</summary>
internal static class RotationGenerators
{
    private static readonly RotationTier[] AwkhadTiers =
        [RotationTier.Hourly, RotationTier.Daily, RotationTier.Weekly, RotationTier.Monthly, RotationTier.Yearly];

    private static readonly DateTimeOffset[] Edges = Rotations.Times(
        "2009-12-28T00:00:00Z", "2010-01-01T00:00:00Z", "2014-12-29T00:00:00Z", "2015-01-05T00:00:00Z", "2020-12-28T00:00:00Z",
        "2021-01-01T00:00:00Z", "2021-01-04T00:00:00Z", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z", "2026-11-23T00:00:00Z",
        "2026-03-29T01:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2010-11-07T02:31:00Z", "2011-12-30T10:00:00Z",
        "2026-04-04T15:00:00Z", "2026-11-24T14:00:00Z", "2000-01-01T00:00:00Z", "2026-07-01T00:00:00Z");

    private static readonly string[] Zones =
        ["UTC", "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"];

    private static readonly Gen<DateTimeOffset> Time =
        from edge in Gen.Elements(Edges)
        from days in Gen.Frequency((4, Gen.Constant(0)), (2, Gen.Choose(-8, 8)), (1, Gen.Choose(-800, 800)))
        from seconds in Gen.OneOf(Gen.Choose(-1, 1), Gen.Choose(-7200, 7200), Gen.Elements(-86400, -3600, -60, 60, 3600, 86399))
        select edge.AddDays(days).AddSeconds(seconds);

    // Some histories lie around one edge, so that much falls into one day; others are spread over years.
    private static readonly Gen<DateTimeOffset> Close =
        from hours in Gen.Choose(-60, 60)
        from seconds in Gen.Elements(-1, 0, 1, 1800)
        select Rotations.Time("2026-10-25T01:00:00Z").AddHours(hours).AddSeconds(seconds);

    private static readonly Gen<DateTimeOffset[]> Times = Gen.Sized(size =>
        from count in Gen.Choose(0, Math.Min(size, 60))
        from times in Gen.Frequency((3, Time.ArrayOf(count)), (1, Close.ArrayOf(count)))
        select times.NewestFirst());

    private static readonly Gen<RotationRule> PlainRule = Gen.Frequency(
        (4, Gen.Constant(RotationRule.Disabled)),
        (6, Gen.Elements(1, 2, 3, 5, 7, 1000).Select(RotationRule.Limited)),
        (1, Gen.Constant(RotationRule.Unlimited)));

    private static readonly Gen<RotationRule> AnyRule =
        from rule in PlainRule
        from age in Gen.Elements("", "", "", "1h", "25h", "1d", "7d", "1m", "2m3d4h", "1y", "3y")
        from pick in Gen.Elements(RotationPick.Newest, RotationPick.Newest, RotationPick.Oldest)
        select rule.IsDisabled ? rule : Aged(rule, age).WithPick(pick);

    private static readonly Gen<RotationSettings> AnySettings =
        from weekStart in Gen.Elements(DayOfWeek.Monday, DayOfWeek.Sunday, DayOfWeek.Saturday)
        from dayStart in Gen.Elements(0, 0, 4 * 60, (22 * 60) + 30)
        from minimum in Gen.Elements(1, 1, 3)
        from keepOldest in Gen.Elements(false, false, true)
        select new RotationSettings
        {
            WeekStart = weekStart,
            DayStart = TimeSpan.FromMinutes(dayStart),
            MinimumKeep = minimum,
            KeepOldestWhileShort = keepOldest,
        };

    /// <summary>Rules with nothing but limits, in any zone.</summary>
    internal static readonly Arbitrary<Scenario> Plain = Scenarios(PlainRule, Gen.Constant(RotationSettings.Default), Gen.Elements(Zones));

    /// <summary>Everything that a policy can say.</summary>
    internal static readonly Arbitrary<Scenario> Any = Scenarios(AnyRule, AnySettings, Gen.Elements(Zones));

    /// <summary>Everything that a policy can say, in UTC.</summary>
    internal static readonly Arbitrary<Scenario> Utc = Scenarios(AnyRule, AnySettings, Gen.Constant("UTC"));

    /// <summary>What the modules can say, in their profile.</summary>
    internal static readonly Arbitrary<Scenario> Awkhad = Scenarios(
        PlainRule, Gen.Constant(new RotationSettings { Profile = RotationProfile.Awkhad }), Gen.Constant("UTC"), AwkhadTiers);

    /// <summary>What restic can say, in its profile.</summary>
    internal static readonly Arbitrary<Scenario> Restic = Scenarios(
        AnyRule.Select(rule => rule.IsDisabled ? rule : rule.WithPick(RotationPick.Newest)),
        Gen.Constant(new RotationSettings { Profile = RotationProfile.Restic }),
        Gen.Elements(Zones),
        [RotationTier.Last, .. AwkhadTiers]);

    private static Arbitrary<Scenario> Scenarios(
        Gen<RotationRule> rule, Gen<RotationSettings> settings, Gen<string> zones, RotationTier[]? tiers = null) => Arb.From(
        from times in Times
        from more in Times
        from rules in rule.ArrayOf((tiers ?? Enum.GetValues<RotationTier>()).Length).Where(rules => rules.Any(rule => !rule.IsDisabled))
        from setting in settings
        from zone in zones
        select new Scenario(times, more, PolicyOf(tiers ?? Enum.GetValues<RotationTier>(), rules, zone, setting)),
        Shrink);

    private static RotationPolicy PolicyOf(RotationTier[] tiers, RotationRule[] rules, string zone, RotationSettings settings) => new(
        tiers.Zip(rules).ToDictionary(
            pair => pair.First,
            pair => pair is { First: RotationTier.Last, Second.IsDisabled: false } ? pair.Second.WithPick(RotationPick.Newest) : pair.Second),
        TimeZoneInfo.FindSystemTimeZoneById(zone),
        settings);

    private static RotationRule Aged(RotationRule rule, string age) => age.Length == 0 ? rule : rule.WithMaxAge(CalendarDuration.Parse(age));

    private static IEnumerable<Scenario> Shrink(Scenario scenario) =>
        scenario.Times.Select((_, i) => scenario with { Times = [.. scenario.Times.Where((_, j) => j != i)] })
            .Concat(scenario.More.Select((_, i) => scenario with { More = [.. scenario.More.Where((_, j) => j != i)] }))
            .Concat(scenario.Policy.ActiveTiers.Skip(1).Select(tier => scenario with { Policy = scenario.Policy.With(tier, RotationRule.Disabled) }));
}
