using System.Globalization;
using BackupSh.Catalog;
using BackupSh.Rotation;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>What rotation never does, and that it says why.</summary>
public sealed class RotationSafetyTests
{
    private static readonly DateTimeOffset Now = Rotations.Time("2026-11-24T03:00:00Z");

    [Fact]
    public void Plan_PinnedBackups_AreKeptAndTakeNoPlace() => Holds(s =>
    {
        RotationPlan plan = Mixed(s, backup => backup with { IsPinned = true });
        return s.More.All(Rotations.Times(plan.Keep).Contains) && SamePlainOnes(s, plan);
    });

    [Theory]
    [InlineData(RotationHealth.Incomplete)]
    [InlineData(RotationHealth.Damaged)]
    public void Plan_UnhealthyBackups_NeitherCountNorDisplace(RotationHealth health) => Holds(s =>
    {
        RotationPlan plan = Mixed(s, backup => backup with { Health = health });
        return plan.Ignored.Count == s.More.Length && SamePlainOnes(s, plan);
    });

    [Fact]
    public void Plan_ForeignBackups_AreLeftAlonePinnedOrNot() => Holds(s =>
    {
        RotationPlan plan = Mixed(s, backup => backup with { IsForeign = true, IsPinned = backup.Name.Time.Second % 2 == 0 });
        return plan.Ignored.Count == s.More.Length && SamePlainOnes(s, plan);
    });

    [Fact]
    public void Plan_FutureBackups_AreKeptAndDoNotCount() => Holds(s =>
    {
        DateTimeOffset[] past = [.. s.Times.Where(time => time <= Now)];
        RotationPlan plan = Rotations.Plan(s.Policy, [.. past, Now.AddHours(2), Now.AddYears(70)], Now);
        return Rotations.Times(plan.Keep).SequenceEqual([Now.AddYears(70), Now.AddHours(2), .. s.Kept(past)]) && plan.Warnings[0].Code == "BSH0041";
    });

    [Fact]
    public void Plan_WithinTheTolerance_IsNoFuture()
    {
        RotationPlan plan = Rotations.Plan(Rotations.Policy("daily=1"), [Now + RotationPlanner.FutureTolerance, Now], Now);

        Assert.Equal([Now + RotationPlanner.FutureTolerance], Rotations.Times(plan.Keep));
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public void Plan_LaterNow_DeletesNothingMore() => Holds(s =>
        s.Times.Length == 0 || Rotations.Times(Rotations.Plan(s.Policy, s.Times, s.Times[0]).Keep).SequenceEqual(s.Kept(s.Times)));

    [Fact]
    public void Plan_EveryBackup_IsThereOnceNewestFirstWithItsReason() => Holds(s =>
    {
        RotationPlan plan = Rotations.Plan(s.Policy, s.Times);
        return Rotations.Times(plan.Items).SequenceEqual(s.Times)
            && plan.Keep.Count + plan.Delete.Count + plan.Ignored.Count == s.Times.Length
            && plan.Keep.All(item => item.Reasons.Count > 0 && item.NearestMiss is null)
            && plan.Delete.All(item => item.Reasons.Count == 0 && item.NearestMiss is not null);
    });

    [Fact]
    public void Plan_ReasonsOfATier_HaveRanksWithoutGapsUpToTheLimit() => Holds(s =>
    {
        RotationPlan plan = Rotations.Plan(s.Policy, s.Times);
        return s.Policy.ActiveTiers.All(tier =>
        {
            int[] ranks = [.. plan.Keep.SelectMany(item => item.Reasons).Where(reason => reason.Place?.Period.Tier == tier).Select(reason => reason.Place!.Value.Rank)];
            int periods = plan.Items.Select(item => PeriodOf(tier, item, s.Policy)).Distinct().Count();
            return ranks.SequenceEqual(Enumerable.Range(1, Math.Min(periods, s.Policy[tier].Limit ?? int.MaxValue)));
        });
    });

    [Fact]
    public void Plan_NearestMiss_IsTrue() => Holds(s =>
    {
        RotationPlan plan = Rotations.Plan(s.Policy, s.Times);
        return plan.Delete.All(item =>
        {
            RotationMiss miss = item.NearestMiss!;
            RotationTier tier = miss.Place.Period.Tier;
            DateTimeOffset newest = plan.Items.First(other => PeriodOf(tier, other, s.Policy) == PeriodOf(tier, item, s.Policy)).Candidate.Name.Time;
            return (miss.DisplacedBy?.Time ?? item.Candidate.Name.Time) == newest && (miss.Place.Excess > 0 || miss.DisplacedBy is not null);
        });
    });

    [Fact]
    public void Plan_NothingHealthy_DeletesNothingAndWarns()
    {
        RotationPlan plan = RotationPlanner.Plan(
            Rotations.Policy("daily=1"),
            [Rotations.Backup("2026-11-23T03:00:00Z") with { Health = RotationHealth.Damaged }, Rotations.Backup("2026-11-22T03:00:00Z") with { Health = RotationHealth.Incomplete }],
            Now);

        Assert.Equal(2, plan.Ignored.Count);
        Assert.Equal(["BSH0043"], plan.Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void Plan_RuleThatCanNeverBite_IsToldOfOnce()
    {
        RotationPlan plan = Rotations.Plan(Rotations.Policy("daily=unlimited weekly=4 yearly=unlimited"), []);

        Assert.Equal(
            ["The rule 'weekly=4' keeps nothing that 'daily=unlimited' does not keep already.", "The rule 'yearly=unlimited' keeps nothing that 'daily=unlimited' does not keep already."],
            plan.Warnings.Select(warning => warning.Message));
        Assert.Empty(Rotations.Plan(Rotations.Policy("weekly=unlimited monthly=12"), []).Warnings);
    }

    [Fact]
    public void Plan_KeepEverything_KeepsEvery() => Holds(s =>
        Rotations.Times(Rotations.Plan(RotationPolicy.KeepEverything, s.Times).Keep).SequenceEqual(s.Times));

    [Fact]
    public void Plan_BackupGivenTwice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => RotationPlanner.Plan(
            RotationPolicy.KeepEverything, [Rotations.Backup("2026-11-23T03:00:00Z"), Rotations.Backup("2026-11-23T03:00:00Z")], Now));

    [Fact]
    public void Plan_TwoDatabases_AreRefused() =>
        Assert.Throws<ArgumentException>(() => RotationPlanner.Plan(
            RotationPolicy.KeepEverything, [new(BackupName.Create("a", Now)), new(BackupName.Create("b", Now.AddDays(-1)))], Now));

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    public void Plan_EndsOfTheCalendar_ArePlannedToo(string zone)
    {
        DateTimeOffset[] ends = [DateTimeOffset.MaxValue.AddSeconds(-1), DateTimeOffset.MinValue.AddHours(1)];

        RotationPlan plan = Rotations.Plan(Rotations.Policy("hourly=1 weekly=1 yearly=1", zone), ends);

        Assert.Single(plan.Delete);
        Assert.All(plan.Items, item => Assert.NotEmpty(item.ToString()));
    }

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    public void Plan_AnyCulture_IsTheSameInTheSameWords(string culture)
    {
        DateTimeOffset[] times = [.. Enumerable.Range(0, 40).Select(i => Now.AddHours(-9 * i))];
        RotationPolicy policy = Rotations.Policy("hourly=2 daily=3 weekly=2 monthly=2 yearly=1", "Europe/Berlin");
        string[] expected = [.. Rotations.Plan(policy, times).Items.Select(item => item.ToString())];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);

            Assert.Equal(expected, Rotations.Plan(policy, times).Items.Select(item => item.ToString()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void Holds(Func<Scenario, bool> law) =>
        Prop.ForAll(RotationGenerators.Any, law).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    // The second history's backups are marked; those of the first are plain.
    private static RotationPlan Mixed(Scenario s, Func<RotationCandidate, RotationCandidate> mark) => RotationPlanner.Plan(
        s.Policy,
        [.. s.Times.Except(s.More).Select(Rotations.Backup), .. s.More.Select(time => mark(Rotations.Backup(time)))],
        Rotations.Late);

    private static bool SamePlainOnes(Scenario s, RotationPlan plan) =>
        Rotations.Times(plan.Keep).Except(s.More).SequenceEqual(s.Kept(s.Times.Except(s.More)));

    private static RotationPeriod PeriodOf(RotationTier tier, RotationPlanItem item, RotationPolicy policy) =>
        RotationPeriod.Of(tier, RotationPeriod.KeyOf(tier, LocalTime.At(item.Candidate.Name.Time, policy.TimeZone)));
}
