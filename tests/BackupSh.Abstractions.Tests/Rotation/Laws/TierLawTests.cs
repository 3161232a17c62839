using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation.Laws;

/// <summary>Laws 18 to 30: what one rule keeps, how many that are, and which rules are redundant.</summary>
public sealed class TierLawTests
{
    private static readonly RotationTier[] Nested =
        [RotationTier.Hourly, RotationTier.Daily, RotationTier.Monthly, RotationTier.Quarterly, RotationTier.Yearly];

    [Fact]
    public void Law18_Tier_KeepsAsManyPeriodsAsThereAreUpToItsLimit() => Law.Holds(RotationGenerators.Plain, s =>
        Rotations.Plan(s.Policy, s.Times).Tiers.All(tier =>
            tier.Periods == Keys(s, tier.Tier).Distinct().Count() && tier.Kept == Math.Min(tier.Periods, tier.Rule.Limit ?? int.MaxValue)));

    [Fact]
    public void Law19_Tier_KeepsOneOfEachPeriod() => Law.Holds(RotationGenerators.Any, s => s.Policy.ActiveTiers.All(tier =>
        ReasonsOf(s, tier).Select(kept => NaiveRotation.Key(tier, kept.Time, s.Policy)).ToArray() is var keys && keys.Distinct().Count() == keys.Length));

    [Fact]
    public void Law20_Tier_KeepsTheNewestOrTheOldestOfThePeriod() => Law.Holds(RotationGenerators.Any, s => s.Policy.ActiveTiers.All(tier =>
        ReasonsOf(s, tier).All(kept =>
        {
            DateTimeOffset[] period = [.. s.Times.Where(time => NaiveRotation.Key(tier, time, s.Policy) == NaiveRotation.Key(tier, kept.Time, s.Policy))];
            return kept.Time == (s.Policy[tier].Pick == RotationPick.Oldest ? period.Min() : period.Max());
        })));

    [Fact]
    public void Law21_Tier_KeepsTheMostRecentPeriods() => Law.Holds(RotationGenerators.Plain, s => s.Policy.ActiveTiers.All(tier =>
    {
        string[] recent = [.. Keys(s, tier).Distinct().Take(s.Policy[tier].Limit ?? int.MaxValue)];
        return ReasonsOf(s, tier).Select(kept => NaiveRotation.Key(tier, kept.Time, s.Policy)).SequenceEqual(recent);
    }));

    [Fact]
    public void Law22_TierWithALimitMore_KeepsTheSameAndPerhapsOneMore() => Law.Holds(RotationGenerators.Plain, s => s.Policy.ActiveTiers.All(tier =>
    {
        DateTimeOffset[] kept = Rotations.Kept(s.Policy.Alone(tier), s.Times);
        DateTimeOffset[] more = Rotations.Kept(s.Policy.Alone(tier).With(tier, s.Policy[tier].Higher()), s.Times);
        return Law.IsWithin(kept, more) && more.Length <= kept.Length + 1;
    }));

    [Fact]
    public void Law23_Kept_AreAtMostWhatThePolicySays() => Law.Holds(RotationGenerators.Any, s =>
        s.Policy.MaximumKept is not { } maximum || s.Kept(s.Times).Length <= maximum);

    [Fact]
    public void Law24_Kept_AreAtLeastWhatEachTierHas() => Law.Holds(RotationGenerators.Plain, s =>
        s.Policy.ActiveTiers.All(tier => s.Kept(s.Times).Length >= Math.Min(s.Policy[tier].Limit ?? int.MaxValue, Keys(s, tier).Distinct().Count())));

    [Fact]
    public void Law25_LimitOneEverywhere_KeepsTheNewestOnly() => Law.Holds(RotationGenerators.Plain, s =>
        Rotations.Kept(Rotations.Policy("last=1 hourly=1 daily=1 weekly=1 monthly=1 quarterly=1 yearly=1", s.Policy.TimeZone.Id), s.Times)
            .SequenceEqual(s.Times.Take(1)));

    [Fact]
    public void Law26_HourlyUnlimited_MakesCoarserRulesRedundant() =>
        Redundant("hourly=unlimited", "hourly=unlimited daily=9 weekly=unlimited monthly=9 quarterly=9 yearly=9");

    [Fact]
    public void Law27_DailyUnlimited_MakesCoarserRulesRedundant() =>
        Redundant("daily=unlimited", "daily=unlimited weekly=9 monthly=unlimited quarterly=9 yearly=9");

    [Fact]
    public void Law28_MonthlyUnlimited_MakesQuartersAndYearsRedundant() =>
        Redundant("monthly=unlimited", "monthly=unlimited quarterly=unlimited yearly=unlimited");

    // Not a law, but the reason why the profile awkhad is not the default.
    [Fact]
    public void Law29_WeeklyUnlimited_DoesNotMakeMonthsRedundant()
    {
        DateTimeOffset[] times = Rotations.Times("2024-06-02T23:00:00Z", "2024-05-31T23:00:00Z", "2024-05-26T23:00:00Z");

        Assert.Equal(2, Rotations.Kept(Rotations.Policy("weekly=unlimited"), times).Length);
        Assert.Equal(3, Rotations.Kept(Rotations.Policy("weekly=unlimited monthly=12"), times).Length);
    }

    [Fact]
    public void Law30_NewestOfAPeriod_IsTheNewestOfEachFinerOne() => Law.Holds(RotationGenerators.Plain, s =>
    {
        foreach ((RotationTier finer, RotationTier coarser) in Nested.Zip(Nested.Skip(1)).Append((RotationTier.Daily, RotationTier.Weekly)))
        {
            if (!Law.IsWithin(NewestOfEach(s, coarser), [.. NewestOfEach(s, finer)]))
            {
                return false;
            }
        }

        return true;
    });

    private static void Redundant(string alone, string together) => Law.Holds(RotationGenerators.Plain, s => Law.Same(
        Rotations.Kept(Rotations.Policy(alone, s.Policy.TimeZone.Id), s.Times),
        Rotations.Kept(Rotations.Policy(together, s.Policy.TimeZone.Id), s.Times)));

    private static IEnumerable<DateTimeOffset> NewestOfEach(Scenario s, RotationTier tier) =>
        s.Times.GroupBy(time => Rotations.PeriodOf(tier, time, s.Policy)).Select(period => period.Max());

    private static IEnumerable<string> Keys(Scenario s, RotationTier tier) => s.Times.Select(time => NaiveRotation.Key(tier, time, s.Policy));

    /// <summary>Returns the backups that a rule keeps, the most recent period first.</summary>
    private static IEnumerable<(DateTimeOffset Time, int Rank)> ReasonsOf(Scenario s, RotationTier tier) =>
        Rotations.Plan(s.Policy, s.Times).Keep
            .SelectMany(item => item.Reasons.Where(reason => reason.Kind == RotationReasonKind.Rule && reason.Place!.Value.Period.Tier == tier)
                .Select(reason => (item.Candidate.Time, reason.Place!.Value.Rank)))
            .OrderBy(kept => kept.Rank);
}
