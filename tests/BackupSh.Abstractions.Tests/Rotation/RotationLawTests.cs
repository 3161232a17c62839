using BackupSh.Rotation;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Abstractions.Tests.Rotation;

/// <summary>The algebra of rotation: what is kept does not depend on when, how often or in which order it runs.</summary>
public sealed class RotationLawTests
{
    [Fact]
    public void Plan_AnyHistory_KeepsASubsetWithTheNewest() => Holds(s =>
    {
        DateTimeOffset[] kept = s.Kept(s.Times);
        return kept.All(s.Times.Contains) && kept.Length > 0 == s.Times.Length > 0 && kept.Take(1).SequenceEqual(s.Times.Take(1));
    });

    [Fact]
    public void Plan_WhatWasKept_IsKeptAgain() => Holds(s => Same(s.Kept(s.Kept(s.Times)), s.Kept(s.Times)));

    [Fact]
    public void Plan_AnyOrder_IsTheSame() => Holds(s => Same(s.Kept(s.Times.Reverse()), s.Kept(s.Times)));

    [Fact]
    public void Plan_RotatedBeforeTheRestArrives_IsTheSame() =>
        Holds(s => Same(s.Kept(s.Kept(s.Times).Concat(s.More)), s.Kept(s.Times.Concat(s.More))));

    [Fact]
    public void Plan_TwoRotatedStoragesMerged_IsTheSame() =>
        Holds(s => Same(s.Kept(s.Kept(s.Times).Concat(s.Kept(s.More))), s.Kept(s.Times.Concat(s.More))));

    [Fact]
    public void Plan_RejectedBackupRemoved_ChangesNothing() => Holds(s =>
    {
        DateTimeOffset[] kept = s.Kept(s.Times);
        return s.Times.Except(kept).All(rejected => Same(s.Kept(s.Times.Where(time => time != rejected)), kept));
    });

    [Fact]
    public void Plan_KeptBackupLost_PromotesAtMostOnePerRuleAndOne() => Holds(s =>
    {
        DateTimeOffset[] kept = s.Kept(s.Times);
        return kept.All(lost =>
        {
            DateTimeOffset[] left = s.Kept(s.Times.Where(time => time != lost));
            return kept.All(time => time == lost || left.Contains(time)) && left.Except(kept).Count() <= s.TierCount + 1;
        });
    });

    [Fact]
    public void Plan_NewerBackupArrives_ResurrectsNothingAndExpiresAtMostOnePerRuleAndOne() => Holds(s =>
    {
        DateTimeOffset[] before = s.Kept(s.Times);
        DateTimeOffset newer = s.Times.FirstOrDefault(DateTimeOffset.UnixEpoch).AddSeconds(1);
        DateTimeOffset[] after = s.Kept(s.Times.Append(newer));
        return after.All(time => time == newer || before.Contains(time)) && before.Except(after).Count() <= s.TierCount + 1;
    });

    [Fact]
    public void Plan_OlderBackupArrives_EvictsNothing() => Holds(s =>
    {
        DateTimeOffset older = s.Times.LastOrDefault(DateTimeOffset.UnixEpoch).AddSeconds(-1);
        return !s.Kept(s.Times).Except(s.Kept(s.Times.Append(older))).Any();
    });

    [Fact]
    public void Plan_HigherLimit_KeepsMore() => Holds(s => s.Policy.ActiveTiers.All(tier =>
        !s.Kept(s.Times).Except(Rotations.Kept(s.Policy.With(tier, Higher(s.Policy[tier])), s.Times)).Any()));

    [Fact]
    public void Plan_SeveralRules_IsTheUnionOfEach() => Holds(s => Same(
        s.Policy.ActiveTiers.SelectMany(tier => Rotations.Kept(Alone(s.Policy, tier), s.Times)).NewestFirst(), s.Kept(s.Times)));

    [Fact]
    public void Plan_TwoPolicies_IsThePolicyOfTheHigherLimits() => Holds(s =>
    {
        RotationPolicy other = Rotations.Policy("hourly=2 daily=3 monthly=2", s.Policy.TimeZone.Id);
        RotationPolicy higher = Combined(s.Policy, other, (a, b) => Value(a) > Value(b) ? a : b);
        DateTimeOffset[] union = s.Kept(s.Times).Concat(Rotations.Kept(other, s.Times)).NewestFirst();
        return Same(union, Rotations.Kept(higher, s.Times)) && Same(s.Kept(Rotations.Kept(higher, s.Times)), s.Kept(s.Times));
    });

    [Fact]
    public void Plan_AnyPolicy_KeepsAtMostTheSumOfLimits() => Holds(s =>
    {
        int kept = s.Kept(s.Times).Length;
        return s.Policy.ActiveTiers.Any(tier => s.Policy[tier].IsUnlimited)
            || kept <= 1 + s.Policy.ActiveTiers.Sum(tier => (long)s.Policy[tier].Limit!.Value - 1);
    });

    [Fact]
    public void Plan_LimitOneEverywhere_KeepsTheNewestOnly() => Holds(s =>
        Rotations.Kept(Rotations.Policy("hourly=1 daily=1 weekly=1 monthly=1 yearly=1", s.Policy.TimeZone.Id), s.Times).SequenceEqual(s.Times.Take(1)));

    [Theory]
    [InlineData("hourly=unlimited", "hourly=unlimited daily=9 weekly=unlimited monthly=9 yearly=9")]
    [InlineData("daily=unlimited", "daily=unlimited weekly=9 monthly=unlimited yearly=9")]
    [InlineData("monthly=unlimited", "monthly=unlimited yearly=unlimited")]
    public void Plan_UnlimitedRule_MakesCoarserOnesRedundant(string alone, string together) => Holds(s => Same(
        Rotations.Kept(Rotations.Policy(alone, s.Policy.TimeZone.Id), s.Times),
        Rotations.Kept(Rotations.Policy(together, s.Policy.TimeZone.Id), s.Times)));

    [Fact]
    public void Plan_WeeklyUnlimited_DoesNotMakeMonthlyRedundant()
    {
        DateTimeOffset[] times = Rotations.Times("2024-06-02T23:00:00Z", "2024-05-31T23:00:00Z", "2024-05-26T23:00:00Z");

        Assert.Equal(2, Rotations.Kept(Rotations.Policy("weekly=unlimited"), times).Length);
        Assert.Equal(3, Rotations.Kept(Rotations.Policy("weekly=unlimited monthly=12"), times).Length);
    }

    [Fact]
    public void Plan_AfterEveryBackup_IsAsOnceAtTheEnd() => Holds(s =>
    {
        DateTimeOffset[] left = [];
        foreach (DateTimeOffset arriving in s.Times.Concat(s.More))
        {
            left = s.Kept(left.Append(arriving));
        }

        return Same(left, s.Kept(s.Times.Concat(s.More)));
    });

    [Fact]
    public void Plan_DeletionBrokenOff_EndsTheSame() => Holds(s =>
    {
        DateTimeOffset[] kept = s.Kept(s.Times);
        IEnumerable<DateTimeOffset> halfDone = s.Times.Where((time, i) => kept.Contains(time) || i % 2 == 0);
        return Same(s.Kept(halfDone), kept);
    });

    [Fact]
    public void Plan_AnyZone_IsWhatTheNaiveWayKeeps() =>
        Prop.ForAll(RotationGenerators.Any, s => Same(s.Kept(s.Times), NaiveRotation.Kept(s.Policy, s.Times)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(100));

    [Fact]
    public void Plan_Utc_IsWhatSteppingFromEdgeToEdgeKeeps() =>
        Prop.ForAll(RotationGenerators.Utc, s => Same(s.Kept(s.Times), NaiveRotation.KeptByEdges(s.Policy, s.Times)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(100));

    [Fact]
    public void Plan_ShiftedBy400Years_IsTheSame() =>
        Prop.ForAll(RotationGenerators.Utc, s =>
            Same(s.Kept(s.Times.Select(time => time.AddYears(400))), [.. s.Kept(s.Times).Select(time => time.AddYears(400))])).QuickCheckThrowOnFailure();

    private static void Holds(Func<Scenario, bool> law) =>
        Prop.ForAll(RotationGenerators.Any, law).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static bool Same(DateTimeOffset[] one, DateTimeOffset[] other) => one.SequenceEqual(other);

    private static RotationRule Higher(RotationRule rule) => rule.Limit is { } limit ? RotationRule.Limited(limit + 1) : RotationRule.Unlimited;

    private static long Value(RotationRule rule) => rule.IsUnlimited ? long.MaxValue : rule.Limit ?? 0;

    private static RotationPolicy Alone(RotationPolicy policy, RotationTier tier) =>
        new(new Dictionary<RotationTier, RotationRule> { [tier] = policy[tier] }, policy.TimeZone);

    private static RotationPolicy Combined(RotationPolicy one, RotationPolicy other, Func<RotationRule, RotationRule, RotationRule> choose) =>
        new(Enum.GetValues<RotationTier>().ToDictionary(tier => tier, tier => choose(one[tier], other[tier])), one.TimeZone);
}
