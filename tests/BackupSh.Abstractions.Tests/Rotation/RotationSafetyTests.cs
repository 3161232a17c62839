using BackupSh.Abstractions.Tests.Rotation.Laws;
using BackupSh.Catalog;
using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>What rotation never does, and that it says why.</summary>
public sealed class RotationSafetyTests
{
    private static readonly DateTimeOffset Now = Rotations.Time("2026-11-24T03:00:00Z");

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
        RotationPlan plan = Rotations.Plan(Rotations.Policy("daily=1"), [Now + RotationSettings.Default.FutureTolerance, Now], Now);

        Assert.Equal([Now + RotationSettings.Default.FutureTolerance], Rotations.Times(plan.Keep));
        Assert.Empty(plan.Warnings);
    }

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

    private static void Holds(Func<Scenario, bool> law) =>
        Law.Holds(RotationGenerators.Any, law);
}
