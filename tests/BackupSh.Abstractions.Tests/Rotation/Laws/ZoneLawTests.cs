using System.Globalization;
using BackupSh.Rotation;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Rotation.Laws;

/// <summary>Laws 44 to 50: zones, offsets, cultures, and the machine's own settings.</summary>
[Collection(nameof(MachineSettings))]
public sealed class ZoneLawTests
{
    [Fact]
    public void Law44_SameMomentsWithOtherOffsets_KeepTheSame() => Law.Holds(RotationGenerators.Any, s =>
    {
        RotationCandidate[] moved = [.. s.Times.Select(Rotations.Backup).Select((backup, i) => backup with { Time = backup.Time.ToOffset(TimeSpan.FromHours((i % 25) - 12)) })];
        return Law.Same(Rotations.Times(RotationPlanner.Plan(s.Policy, moved, Rotations.Late).Keep), s.Kept(s.Times));
    });

    [Fact]
    public void Law45_FixedOffset_IsUtcOnShiftedMoments() => Law.Holds(RotationGenerators.Utc, s =>
    {
        TimeSpan offset = TimeSpan.FromMinutes(345);
        TimeZoneInfo zone = TimeZoneInfo.CreateCustomTimeZone("fixed", offset, null, null);
        RotationPolicy policy = new(Enum.GetValues<RotationTier>().ToDictionary(tier => tier, tier => s.Policy[tier]), zone, s.Policy.Settings);
        return Law.Same(Rotations.Kept(policy, s.Times), s.Kept(s.Times.Select(time => time + offset)).Select(time => time - offset));
    });

    [Fact]
    public void Law46_Day_LastsAtMost25Hours() => Law.Holds(RotationGenerators.Plain, s =>
    {
        // Where a day is left out or comes back, it is another matter.
        bool hasOneHourChanges = s.Policy.TimeZone.Id is not ("Pacific/Apia" or "America/St_Johns");
        return !hasOneHourChanges || s.Times.GroupBy(time => Rotations.PeriodOf(RotationTier.Daily, time, s.Policy))
            .All(day => day.Max() - day.Min() < TimeSpan.FromHours(25));
    });

    [Fact]
    public void Law46_EveryMoment_HasOnePeriodOfEachTier() => Law.Holds(RotationGenerators.Any, s =>
        Enum.GetValues<RotationTier>().Where(tier => tier != RotationTier.Last).All(tier => s.Times.GroupBy(time => Rotations.PeriodOf(tier, time, s.Policy))
            .All(period => period.Select(time => NaiveRotation.Key(tier, time, s.Policy)).Distinct().Count() == 1)));

    [Fact]
    public void Law47_Hour_HasOneOffset() => Law.Holds(RotationGenerators.Plain, s =>
        s.Times.GroupBy(time => Rotations.PeriodOf(RotationTier.Hourly, time, s.Policy))
            .All(hour => hour.Select(time => s.Policy.TimeZone.GetUtcOffset(time)).Distinct().Count() == 1));

    [Fact]
    public void Law48_AnyCulture_SaysTheSameWords()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo[] cultures = [.. Cultures.Select(CultureInfo.GetCultureInfo)];
        int next = 0;
        try
        {
            Law.Holds(RotationGenerators.Any, s =>
            {
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
                string expected = Words(s);
                CultureInfo.CurrentCulture = cultures[next++ % cultures.Length];
                return Words(s) == expected;
            });
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Law49_AnyZoneOfTheMachine_SaysTheSameWords()
    {
        Scenario[] scenarios = [.. RotationGenerators.Any.Generator.Sample(30, 1000)];
        string expected = string.Join('\n', scenarios.Select(Words));
        string? before = Environment.GetEnvironmentVariable("TZ");
        try
        {
            foreach (string zone in MachineZones)
            {
                Environment.SetEnvironmentVariable("TZ", zone);
                TimeZoneInfo.ClearCachedData();

                Assert.NotEqual(TimeSpan.Zero, TimeZoneInfo.Local.BaseUtcOffset);
                Assert.Equal(expected, string.Join('\n', scenarios.Select(Words)));
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", before);
            TimeZoneInfo.ClearCachedData();
        }
    }

    [Fact]
    public void Law50_DateThatComesBack_IsOneDay() => Law.Holds(StJohns, s =>
        Law.Same(Rotations.Kept(s.Policy, s.Times), NaiveRotation.Kept(s.Policy, s.Times)));

    private static readonly string[] Cultures = ["ar-SA", "th-TH", "fa-IR", "tr-TR"];
    private static readonly string[] MachineZones = ["Pacific/Kiritimati", "America/Los_Angeles"];

    // The clocks of St. John's went back from 00:01 to 23:01: minutes around it.
    private static Arbitrary<Scenario> StJohns { get; } = Arb.From(
        from minutes in Gen.Choose(-90, 90).ArrayOf(12)
        from limit in Gen.Choose(1, 3)
        from pick in Gen.Elements("", ",pick=oldest")
        select new Scenario(
            minutes.Select(minute => Rotations.Time("2010-11-07T02:31:00Z").AddMinutes(minute)).NewestFirst(),
            [],
            Rotations.Policy($"daily={limit}{pick} hourly={limit}{pick} monthly=1", "America/St_Johns")));

    private static string Words(Scenario s) => string.Join('\n', Rotations.Plan(s.Policy, s.Times).Items.Select(item => item.ToString())) + s.Policy;
}
