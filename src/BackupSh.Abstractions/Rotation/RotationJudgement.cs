namespace BackupSh.Rotation;

/// <summary>Decides on every backup, and says why when it is asked.</summary>
internal sealed class RotationJudgement
{
    private readonly RotationCandidate[] _newestFirst;
    private readonly RotationExemptions _exemptions;
    private readonly RotationPolicy _policy;
    private readonly DateTimeOffset _now;
    private readonly CountedBackups _counted;

    // Places among all backups and places among the counted ones; null if these are all.
    private readonly int[]? _all;
    private readonly bool[] _isKept;

    internal RotationJudgement(RotationPolicy policy, RotationCandidate[] newestFirst, DateTimeOffset now)
    {
        _policy = policy;
        _newestFirst = newestFirst;
        _now = now;
        _exemptions = RotationExemptions.Find(newestFirst, policy.Settings, now);
        _all = _exemptions.Counted();
        _counted = new CountedBackups(_all is null ? newestFirst : Array.ConvertAll(_all, i => newestFirst[i]), policy, now);
        Tiers = [.. policy.ActiveTiers.Select(tier => new TierPeriods(tier, policy, _counted))];
        KeepsOldestWhileShort = policy.Settings.KeepOldestWhileShort || policy.Settings.Profile == RotationProfile.Restic;
        _isKept = new bool[_counted.Count];
        Keep();
    }

    /// <summary>Gets the periods of the tiers that keep something; none of them means that everything is kept.</summary>
    internal TierPeriods[] Tiers { get; }

    internal int Count => _newestFirst.Length;

    internal RotationExemptions Exemptions => _exemptions;

    private bool KeepsOldestWhileShort { get; }

    internal RotationCandidate Candidate(int index) => _newestFirst[index];

    internal RotationDecision Decision(int index) => _exemptions[index] switch
    {
        RotationReasonKind.Rule => _isKept[Counted(index)] ? RotationDecision.Keep : RotationDecision.Delete,
        RotationReasonKind.Pinned or RotationReasonKind.Future => RotationDecision.Keep,
        _ => RotationDecision.Ignore,
    };

    internal IReadOnlyList<RotationReason> Reasons(int index) => _exemptions[index] switch
    {
        RotationReasonKind.Rule => [.. ReasonsOfCounted(Counted(index))],
        RotationReasonKind.Pinned => [new RotationReason(RotationReasonKind.Pinned) { Pin = _newestFirst[index].Pin }],
        RotationReasonKind kind => [new RotationReason(kind)],
    };

    internal RotationMiss? NearestMiss(int index)
    {
        if (Decision(index) != RotationDecision.Delete)
        {
            return null;
        }

        int counted = Counted(index);
        TierPeriods nearest = Tiers.MinBy(tier => tier.Ahead(counted))!;
        return new RotationMiss(Place(nearest, counted), nearest.IsRepresentative(counted) ? null : _counted[nearest.Representative(counted)])
        {
            TooOldAt = nearest.IsTooOld(counted) ? nearest.OldestAllowed : null,
        };
    }

    internal DateTimeOffset? RetainUntil(int index)
    {
        if (_exemptions[index] != RotationReasonKind.Rule)
        {
            return _exemptions[index] == RotationReasonKind.Pinned ? _newestFirst[index].Pin!.Until ?? DateTimeOffset.MaxValue : null;
        }

        int counted = Counted(index);
        return Tiers.Length == 0 ? DateTimeOffset.MaxValue : RotationPromise.Latest(Tiers.Where(tier => tier.Keeps(counted)), counted, _counted, _policy, _now);
    }

    private int Counted(int index) => _all is null ? index : Array.BinarySearch(_all, index);

    private void Keep()
    {
        if (Tiers.Length == 0)
        {
            Array.Fill(_isKept, true);
            return;
        }

        Array.Fill(_isKept, true, 0, Math.Min(_policy.Settings.MinimumKeep, _isKept.Length));
        foreach (TierPeriods tier in Tiers)
        {
            foreach (int index in tier.Kept)
            {
                _isKept[index] = true;
            }
        }

        int oldest = _isKept.Length - 1;
        if (oldest >= 0)
        {
            _isKept[oldest] |= Tiers.Any(tier => IsOldestWhileShort(tier, oldest));
        }
    }

    private IEnumerable<RotationReason> ReasonsOfCounted(int index)
    {
        if (!_isKept[index])
        {
            yield break;
        }

        if (index == 0)
        {
            yield return new RotationReason(RotationReasonKind.Newest);
        }
        else if (index < _policy.Settings.MinimumKeep && Tiers.Length > 0)
        {
            yield return new RotationReason(RotationReasonKind.Minimum) { Minimum = (index + 1, _policy.Settings.MinimumKeep) };
        }

        if (Tiers.Length == 0)
        {
            yield return new RotationReason(RotationReasonKind.NoRotation);
        }

        foreach (TierPeriods tier in Tiers)
        {
            if (tier.Keeps(index))
            {
                yield return new RotationReason(RotationReasonKind.Rule, Place(tier, index));
            }
            else if (IsOldestWhileShort(tier, index))
            {
                yield return new RotationReason(RotationReasonKind.OldestWhileShort, Place(tier, index));
            }
        }
    }

    private bool IsOldestWhileShort(TierPeriods tier, int index) =>
        KeepsOldestWhileShort && index == _counted.Count - 1 && tier.IsShort(index, _counted[index].Time);

    private RotationPlace Place(TierPeriods tier, int index) => new(
        RotationPeriod.At(tier.Tier, _counted.LocalTimes[index], _policy.Settings), tier.Rank(index), tier.Rule, RotationPolicyText.ZoneOf(_policy));
}
