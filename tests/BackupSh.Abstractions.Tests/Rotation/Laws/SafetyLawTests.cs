using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation.Laws;

/// <summary>Laws 55 to 62: what neither counts nor is deleted, and what is never done.</summary>
public sealed class SafetyLawTests
{
    private static readonly DateTimeOffset Now = Rotations.Time("2021-01-03T03:00:00Z");

    [Fact]
    public void Law55_PinnedBackups_AreKeptAndTakeNoPlace() => Law.Holds(RotationGenerators.Any, s =>
    {
        RotationPlan plan = Mixed(s, backup => backup with { Pin = Rotations.Pin });
        return s.More.All(Rotations.Times(plan.Keep).Contains) && SamePlainOnes(s, plan);
    });

    [Fact]
    public void Law55_PinThatHasEnded_HoldsNothing() => Law.Holds(RotationGenerators.Any, s =>
        Law.Same(
            Rotations.Times(Mixed(s, backup => backup with { Pin = Rotations.Pin with { Until = Rotations.Late } }).Keep),
            s.Kept(s.Times.Concat(s.More))));

    [Theory]
    [InlineData(RotationHealth.Incomplete)]
    [InlineData(RotationHealth.Damaged)]
    public void Law56_UnhealthyBackups_NeitherCountNorDisplace(RotationHealth health) => Law.Holds(RotationGenerators.Any, s =>
    {
        RotationPlan plan = Mixed(s, backup => backup with { Health = health });
        return plan.Ignored.Count == s.More.Length && SamePlainOnes(s, plan);
    });

    [Fact]
    public void Law57_HealthyBackups_AreKeptUpToTheMinimum() => Law.Holds(RotationGenerators.Any, s =>
        Law.IsWithin(s.Times.Take(s.Policy.Settings.MinimumKeep), s.Kept(s.Times)));

    [Fact]
    public void Law58_FutureBackups_AreKeptAndTakeNoPlace() => Law.Holds(RotationGenerators.Any, s =>
    {
        DateTimeOffset[] future = [.. s.Times.Where(time => time > Now + s.Policy.Settings.FutureTolerance)];
        RotationPlan plan = Rotations.Plan(s.Policy, s.Times, Now);
        return Law.Same(Rotations.Times(plan.Keep), future.Concat(s.Kept(s.Times.Except(future))))
            && plan.Warnings.Any(warning => warning.Code == "BSH0041") == future.Length > 0;
    });

    [Fact]
    public void Law59_ForeignBackups_AreLeftAlonePinnedOrNot() => Law.Holds(RotationGenerators.Any, s =>
    {
        RotationPlan plan = Mixed(s, backup => backup with { IsForeign = true, Pin = backup.Time.Second % 2 == 0 ? Rotations.Pin : null });
        return plan.Ignored.Count == s.More.Length && SamePlainOnes(s, plan);
    });

    [Fact]
    public void Law60_DeletionBrokenOffAnywhere_EndsTheSame() => Law.Holds(RotationGenerators.Any, s =>
    {
        DateTimeOffset[] kept = s.Kept(s.Times);
        return Enumerable.Range(0, 3).All(part => Law.Same(s.Kept(s.Times.Where((time, i) => kept.Contains(time) || i % 3 != part)), kept));
    });

    [Fact]
    public void Law62_LimitBeyondAllPeriods_IsNoLimit() => Law.Holds(RotationGenerators.Any, s => s.Policy.ActiveTiers.All(tier =>
        s.Policy.Settings.KeepOldestWhileShort || Law.Same(
            Rotations.Kept(s.Policy.With(tier, s.Policy[tier].WithLimit(int.MaxValue)), s.Times),
            Rotations.Kept(s.Policy.With(tier, s.Policy[tier].WithLimit(null)), s.Times))));

    [Fact]
    public void Guard_Trips_ExactlyIfBothBoundsAreExceeded() => Law.Holds(RotationGenerators.Any, s =>
    {
        RotationGuard guard = new(s.More.Length / 2, Math.Min(100, s.More.Length * 4));
        RotationPolicy policy = new(
            Enum.GetValues<RotationTier>().ToDictionary(tier => tier, tier => s.Policy[tier]), s.Policy.TimeZone, s.Policy.Settings with { Guard = guard });
        RotationPlan plan = Rotations.Plan(policy, s.Times);
        bool trips = plan.Delete.Count > guard.Count && plan.Delete.Count > s.Times.Length * guard.Percent / 100.0;
        return plan.NeedsConsent == trips && plan.Warnings.Any(warning => warning.Code == "BSH0057") == trips;
    });

    // The second history's backups are marked; those of the first are plain.
    private static RotationPlan Mixed(Scenario s, Func<RotationCandidate, RotationCandidate> mark) => RotationPlanner.Plan(
        s.Policy,
        [.. s.Times.Except(s.More).Select(Rotations.Backup), .. s.More.Select(time => mark(Rotations.Backup(time)))],
        Rotations.Late);

    private static bool SamePlainOnes(Scenario s, RotationPlan plan) =>
        Law.Same(Rotations.Times(plan.Keep).Except(s.More), s.Kept(s.Times.Except(s.More)));
}
