using BackupSh.Rotation;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>Histories that hug the edges of hours, days, weeks, months, years and daylight saving.</summary>
internal static class RotationGenerators
{
    private static readonly DateTimeOffset[] Edges = Rotations.Times(
        "2009-12-28T00:00:00Z", "2010-01-01T00:00:00Z", "2014-12-29T00:00:00Z", "2015-01-05T00:00:00Z", "2020-12-28T00:00:00Z",
        "2021-01-01T00:00:00Z", "2021-01-04T00:00:00Z", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z", "2026-11-23T00:00:00Z",
        "2026-03-29T01:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2010-11-07T02:31:00Z", "2011-12-30T10:00:00Z",
        "2026-04-04T15:00:00Z", "2026-11-24T14:00:00Z", "2000-01-01T00:00:00Z");

    private static readonly Gen<DateTimeOffset> Time =
        from edge in Gen.Elements(Edges)
        from days in Gen.Frequency((4, Gen.Constant(0)), (2, Gen.Choose(-8, 8)), (1, Gen.Choose(-800, 800)))
        from seconds in Gen.OneOf(Gen.Choose(-1, 1), Gen.Choose(-7200, 7200), Gen.Elements(-86400, -3600, -60, 60, 3600, 86399))
        select edge.AddDays(days).AddSeconds(seconds);

    private static readonly Gen<RotationRule> Rule = Gen.Frequency(
        (3, Gen.Constant(RotationRule.Disabled)),
        (6, Gen.Elements(1, 2, 3, 5, 7, 1000).Select(RotationRule.Limited)),
        (1, Gen.Constant(RotationRule.Unlimited)));

    private static readonly Gen<string> Zone = Gen.Elements(
        "UTC", "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata");

    private static readonly Gen<DateTimeOffset[]> Times = Gen.Sized(size => Gen.Choose(0, Math.Min(size, 60)).SelectMany(count => Time.ArrayOf(count)));

    internal static readonly Arbitrary<Scenario> Any = Scenarios(Zone);

    internal static readonly Arbitrary<Scenario> Utc = Scenarios(Gen.Constant("UTC"));

    private static Arbitrary<Scenario> Scenarios(Gen<string> zones) => Arb.From(
        from times in Times
        from more in Times
        from rules in Rule.ArrayOf(5).Where(rules => rules.Any(rule => !rule.IsDisabled))
        from zone in zones
        select new Scenario(times.NewestFirst(), more.NewestFirst(), PolicyOf(rules, zone)),
        Shrink);

    private static RotationPolicy PolicyOf(RotationRule[] rules, string zone) => new(
        rules.Select((rule, i) => ((RotationTier)i, rule)).ToDictionary(pair => pair.Item1, pair => pair.rule),
        TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static IEnumerable<Scenario> Shrink(Scenario scenario) =>
        scenario.Times.Select((_, i) => scenario with { Times = [.. scenario.Times.Where((_, j) => j != i)] })
            .Concat(scenario.More.Select((_, i) => scenario with { More = [.. scenario.More.Where((_, j) => j != i)] }));
}
