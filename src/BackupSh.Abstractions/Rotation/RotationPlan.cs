using System.Collections;

namespace BackupSh.Rotation;

/// <summary>What becomes of every backup of a series. Nothing is deleted by making a plan.</summary>
public sealed class RotationPlan
{
    internal RotationPlan(RotationJudgement judgement, RotationPolicy policy, IReadOnlyList<BackupShError> warnings)
    {
        Items = new ItemList(judgement, null);
        Keep = Only(judgement, RotationDecision.Keep);
        Delete = Only(judgement, RotationDecision.Delete);
        Ignored = Only(judgement, RotationDecision.Ignore);
        Policy = policy;
        Warnings = warnings;
        NeedsConsent = policy.Settings.Guard.Trips(Delete.Count, Keep.Count + Delete.Count);
        Tiers = [.. judgement.Tiers.Select(tier => new RotationTierCount(tier.Tier, tier.Rule, tier.KeptCount, tier.Count))];
    }

    /// <summary>Gets the policy.</summary>
    public RotationPolicy Policy { get; }

    /// <summary>Gets every backup exactly once, newest first.</summary>
    public IReadOnlyList<RotationPlanItem> Items { get; }

    /// <summary>Gets what is kept, newest first.</summary>
    public IReadOnlyList<RotationPlanItem> Keep { get; }

    /// <summary>Gets what is deleted, newest first. Healthy backups only.</summary>
    public IReadOnlyList<RotationPlanItem> Delete { get; }

    /// <summary>Gets what is left alone, newest first.</summary>
    public IReadOnlyList<RotationPlanItem> Ignored { get; }

    /// <summary>Gets how many periods of each active tier keep a backup, the finest tier first.</summary>
    public IReadOnlyList<RotationTierCount> Tiers { get; }

    /// <summary>Gets what somebody should know (<c>BSH0041</c> to <c>BSH0043</c>, <c>BSH0057</c> to <c>BSH0059</c>). May be empty.</summary>
    public IReadOnlyList<BackupShError> Warnings { get; }

    /// <summary>Gets a value indicating whether so much would be deleted that somebody has to consent
    /// (<see cref="RotationSettings.Guard"/>).</summary>
    public bool NeedsConsent { get; }

    private static ItemList Only(RotationJudgement judgement, RotationDecision decision)
    {
        int count = 0;
        for (int i = 0; i < judgement.Count; i++)
        {
            count += judgement.Decision(i) == decision ? 1 : 0;
        }

        int[] indexes = new int[count];
        for (int i = judgement.Count - 1; count > 0; i--)
        {
            if (judgement.Decision(i) == decision)
            {
                indexes[--count] = i;
            }
        }

        return new ItemList(judgement, indexes);
    }

    /// <summary>Some of the backups, or all if there are no indexes.</summary>
    private sealed class ItemList(RotationJudgement judgement, int[]? indexes) : IReadOnlyList<RotationPlanItem>
    {
        public int Count => indexes?.Length ?? judgement.Count;

        public RotationPlanItem this[int index]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfNegative(index);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
                return new RotationPlanItem(judgement, indexes is null ? index : indexes[index]);
            }
        }

        public IEnumerator<RotationPlanItem> GetEnumerator()
        {
            for (int i = 0; i < Count; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
