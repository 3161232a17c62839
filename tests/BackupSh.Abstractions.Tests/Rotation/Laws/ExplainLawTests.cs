using BackupSh.Rotation;

namespace BackupSh.Abstractions.Tests.Rotation.Laws;

/// <summary>Laws 51 to 54: every decision is explained, and the explanations are true.</summary>
public sealed class ExplainLawTests
{
    [Fact]
    public void Law51_KeptBackups_HaveReasonsAndDeletedOnesANearestMiss() => Law.Holds(RotationGenerators.Any, s =>
    {
        RotationPlan plan = Rotations.Plan(s.Policy, s.Times);
        return Rotations.Times(plan.Items).SequenceEqual(s.Times)
            && plan.Keep.Count + plan.Delete.Count == s.Times.Length && plan.Ignored.Count == 0
            && plan.Keep.All(item => item.Reasons.Count > 0 && item.NearestMiss is null)
            && plan.Delete.All(item => item.Reasons.Count == 0 && item.NearestMiss is not null && item.RetainUntil is null);
    });

    [Fact]
    public void Law52_ReasonsOfATier_HaveRanksWithoutGapsUpToTheLimit() => Law.Holds(RotationGenerators.Plain, s =>
    {
        RotationPlan plan = Rotations.Plan(s.Policy, s.Times);
        return plan.Tiers.All(tier => Ranks(plan, tier.Tier).Order().SequenceEqual(Enumerable.Range(1, tier.Kept)));
    });

    [Fact]
    public void Law53_Reasons_SayWhatIsKept() => Law.Holds(RotationGenerators.Any, s =>
    {
        RotationPlan plan = Rotations.Plan(s.Policy, s.Times);
        return plan.Items.All(item => (item.Decision == RotationDecision.Keep) == Expected(s, item.Candidate.Time).Any(kept => kept)
            && item.Reasons.Count(reason => reason.Kind is RotationReasonKind.Rule or RotationReasonKind.OldestWhileShort)
                == s.Policy.ActiveTiers.Count(tier => item.Reasons.Any(reason => reason.Place?.Period.Tier == tier)));
    });

    // The other half, that a rotation deletes what the plan says, is a law of the executor.
    [Fact]
    public void Law54_PlanMadeTwice_IsTheSame() => Law.Holds(RotationGenerators.Any, s =>
        Rotations.Plan(s.Policy, s.Times).Items.Select(item => item.ToString())
            .SequenceEqual(Rotations.Plan(s.Policy, s.Times).Items.Select(item => item.ToString())));

    [Fact]
    public void Law54_NearestMiss_IsTrue() => Law.Holds(RotationGenerators.Any, s =>
        Rotations.Plan(s.Policy, s.Times) is var plan && plan.Delete.All(item => IsTrue(s, plan, item)));

    private static bool IsTrue(Scenario s, RotationPlan plan, RotationPlanItem item)
    {
        RotationMiss miss = item.NearestMiss!;
        RotationTier tier = miss.Place.Period.Tier;
        DateTimeOffset[] period = [.. s.Times.Where(time => Rotations.PeriodOf(tier, time, s.Policy) == Rotations.PeriodOf(tier, item.Candidate.Time, s.Policy))];
        DateTimeOffset standing = miss.Place.Rule.Pick == RotationPick.Oldest ? period.Min() : period.Max();
        bool saysWhoStands = (miss.DisplacedBy ?? item.Candidate).Time == standing;
        bool saysWhy = miss.Place.Excess > 0 || miss.DisplacedBy is not null || miss.TooOldAt is not null;
        return saysWhoStands && saysWhy && miss.Place.Rule == s.Policy[tier] && miss.ToString().Length > 0 && plan.Keep.Count > 0;
    }

    private static IEnumerable<bool> Expected(Scenario s, DateTimeOffset time) =>
        s.Policy.ActiveTiers.Select(tier => NaiveRotation.Kept(s.Policy.Alone(tier), s.Times).Contains(time));

    private static IEnumerable<int> Ranks(RotationPlan plan, RotationTier tier) =>
        plan.Keep.SelectMany(item => item.Reasons).Where(reason => reason.Place?.Period.Tier == tier).Select(reason => reason.Place!.Value.Rank);
}
