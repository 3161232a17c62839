using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation.Laws;

/// <summary>Laws 1 to 17: what the kept set is as a function of the backups.</summary>
public sealed class BasicLawTests
{
    [Fact]
    public void Law01_Kept_IsPartOfTheInput() => Law.Holds(RotationGenerators.Any, s => Law.IsWithin(s.Kept(s.Times), s.Times));

    [Fact]
    public void Law02_NewestBackup_IsKept() => Law.Holds(RotationGenerators.Any, s => s.Times.Length == 0 || s.Kept(s.Times)[0] == s.Times[0]);

    [Fact]
    public void Law03_SomeBackups_LeaveSome() => Law.Holds(RotationGenerators.Any, s => s.Times.Length == 0 || s.Kept(s.Times).Length > 0);

    [Fact]
    public void Law04_NoBackups_LeaveNone() => Law.Holds(RotationGenerators.Any, s => s.Kept([]).Length == 0);

    [Fact]
    public void Law05_KeptBackups_AreAllKeptAgain() => Law.Holds(RotationGenerators.Any, s => Law.Same(s.Kept(s.Kept(s.Times)), s.Kept(s.Times)));

    [Fact]
    public void Law06_OtherOrder_KeepsTheSame() => Law.Holds(RotationGenerators.Any, s =>
    {
        IEnumerable<DateTimeOffset> mixed = s.Times.OrderBy(time => time.UtcTicks * 2654435761 % 1000003);
        return Law.Same(Rotations.Times(Plan(s, mixed).Keep), s.Kept(s.Times));
    });

    [Fact]
    public void Law07_BackupsOfOneMoment_StandForOne() => Law.Holds(RotationGenerators.Any, s =>
    {
        RotationCandidate[] twins = [.. s.Times.SelectMany(time => new[] { new RotationCandidate("a" + time.UtcTicks, time), new("b" + time.UtcTicks, time) })];
        Dictionary<RotationTier, RotationRule> rules = Enum.GetValues<RotationTier>().ToDictionary(tier => tier, tier => s.Policy[tier]);
        rules[RotationTier.Last] = RotationRule.Disabled; // counts each of them
        rules[RotationTier.Daily] = rules[RotationTier.Daily].IsDisabled ? RotationRule.Limited(3) : rules[RotationTier.Daily];
        RotationPolicy policy = new(rules, s.Policy.TimeZone, s.Policy.Settings with { MinimumKeep = 1, KeepOldestWhileShort = false });
        DateTimeOffset[] kept = Rotations.Times(RotationPlanner.Plan(policy, twins, Rotations.Late).Keep);
        return Law.Same(kept.Distinct(), Rotations.Kept(policy, s.Times));
    });

    [Fact]
    public void Law08_PrunedBeforeMerging_EndsAsPrunedAfterwards() => Law.Holds(RotationGenerators.Any, s =>
        Law.Same(s.Kept(s.Kept(s.Times).Concat(s.More)), s.Kept(s.Times.Concat(s.More))));

    [Fact]
    public void Law09_TwoPrunedStores_MergeAsUnpruned() => Law.Holds(RotationGenerators.Any, s =>
        Law.Same(s.Kept(s.Kept(s.Times).Concat(s.Kept(s.More))), s.Kept(s.Times.Concat(s.More))));

    [Fact]
    public void Law10_RejectedBackupIsGone_ChangesNothing() => Law.Holds(RotationGenerators.Any, s =>
    {
        DateTimeOffset[] kept = s.Kept(s.Times);
        return s.Times.Except(kept).Take(3).All(gone => Law.Same(s.Kept(s.Times.Without(gone)), kept));
    });

    [Fact]
    public void Law11_KeptBackupIsGone_LeavesTheOthersKept() => Law.Holds(RotationGenerators.Any, s =>
    {
        DateTimeOffset[] kept = s.Kept(s.Times);
        return kept.Take(4).Concat(kept.TakeLast(1)).All(gone => Law.IsWithin(kept.Without(gone), s.Kept(s.Times.Without(gone))));
    });

    [Fact]
    public void Law12_OneBackupIsLost_PromotesAtMostOneForEachTierAndOneMore() => Law.Holds(RotationGenerators.Plain, s =>
    {
        DateTimeOffset[] kept = s.Kept(s.Times);
        return kept.Take(4).All(gone => s.Kept(s.Times.Without(gone)).Except(kept).Count() <= s.TierCount + 1);
    });

    [Fact]
    public void Law13_NewerBackup_NeverResurrects() => Law.Holds(RotationGenerators.Any, s =>
        s.Times.Length == 0 || Law.IsWithin(s.Kept(s.Times).Skip(1), s.Kept(s.Times.Skip(1))));

    [Fact]
    public void Law14_NewerBackup_ExpiresAtMostOneForEachTierAndOneMore() => Law.Holds(RotationGenerators.Plain, s =>
        s.Times.Length == 0 || s.Kept(s.Times.Skip(1)).Except(s.Kept(s.Times)).Count() <= s.TierCount + 1);

    [Fact]
    public void Law15_OlderBackupComesLate_EvictsNothing() => Law.Holds(RotationGenerators.Plain, s =>
        s.Times.Length == 0 || Law.IsWithin(s.Kept(s.Times[..^1]), s.Kept(s.Times)));

    [Fact]
    public void Law16_HigherLimit_KeepsNothingLess() => Law.Holds(RotationGenerators.Any, s => s.Policy.ActiveTiers.All(tier =>
        Law.IsWithin(s.Kept(s.Times), Rotations.Kept(s.Policy.With(tier, s.Policy[tier].Higher()), s.Times))
        && Law.IsWithin(s.Kept(s.Times), Rotations.Kept(s.Policy.With(tier, s.Policy[tier].WithLimit(null)), s.Times))));

    [Fact]
    public void Law17_SeveralRules_AreTheUnionOfEach() => Law.Holds(RotationGenerators.Any, s =>
        Law.Same(s.Policy.ActiveTiers.SelectMany(tier => Rotations.Kept(s.Policy.Alone(tier), s.Times)).NewestFirst(), s.Kept(s.Times)));

    private static RotationPlan Plan(Scenario s, IEnumerable<DateTimeOffset> times) =>
        RotationPlanner.Plan(s.Policy, [.. times.Select(Rotations.Backup)], Rotations.Late);
}
