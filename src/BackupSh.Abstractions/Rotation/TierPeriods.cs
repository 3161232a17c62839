namespace BackupSh.Rotation;

/// <summary>The periods of a tier that have a backup, and which backup stands for each.</summary>
/// <remarks>Periods are found by key, not by a change of key from one backup to the next: where a zone turned its clocks
/// back over midnight, a day comes, goes and comes again.</remarks>
internal sealed class TierPeriods
{
    private readonly long[] _keys;
    private readonly int[] _ranks;
    private readonly List<int> _newest = [];

    /// <summary>Finds the periods.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="policy">The rules and the zone.</param>
    /// <param name="newestFirst">The backups that count.</param>
    internal TierPeriods(RotationTier tier, RotationPolicy policy, RotationCandidate[] newestFirst)
    {
        Tier = tier;
        Rule = policy[tier];
        TimeZone = policy.TimeZone.Id;
        _keys = new long[newestFirst.Length];
        _ranks = new int[newestFirst.Length];
        Dictionary<long, int> ranks = [];
        for (int i = 0; i < newestFirst.Length; i++)
        {
            DateTime utc = newestFirst[i].Name.Time.UtcDateTime;
            long key = RotationPeriod.KeyOf(tier, utc, policy.TimeZone.GetUtcOffset(utc));
            if (!ranks.TryGetValue(key, out int rank))
            {
                _newest.Add(i);
                ranks[key] = rank = _newest.Count;
            }

            _keys[i] = key;
            _ranks[i] = rank;
        }
    }

    internal RotationTier Tier { get; }

    internal RotationRule Rule { get; }

    internal string TimeZone { get; }

    /// <summary>Tells whether the rule keeps a backup.</summary>
    internal bool Keeps(int index) => IsNewest(index) && Rule.Keeps(_ranks[index]);

    internal bool IsNewest(int index) => Newest(index) == index;

    /// <summary>Returns the index of the backup that stands for a backup's period.</summary>
    internal int Newest(int index) => _newest[_ranks[index] - 1];

    /// <summary>Returns how recent a backup's period is, from 1.</summary>
    internal int Rank(int index) => _ranks[index];

    internal RotationPeriod Period(int index) => RotationPeriod.Of(Tier, _keys[index]);
}
