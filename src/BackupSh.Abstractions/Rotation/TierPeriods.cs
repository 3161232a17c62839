namespace BackupSh.Rotation;

/// <summary>The periods of a tier that have a backup, and which backup stands for each.</summary>
/// <remarks>Periods are found by key, not by a change of key from one backup to the next: where a zone turned its clocks
/// back over midnight, a day comes, goes and comes again.</remarks>
internal sealed class TierPeriods
{
    private readonly RotationRule _rule;
    private readonly string _timeZone;
    private readonly long[] _keys;
    private readonly int[] _ranks;
    private readonly int[] _newerInPeriod;
    private readonly List<int> _newest = [];

    /// <summary>Finds the periods.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="policy">The rules and the zone.</param>
    /// <param name="localTimes">What the zone's clocks showed at the backups that count, newest first.</param>
    internal TierPeriods(RotationTier tier, RotationPolicy policy, LocalTime[] localTimes)
    {
        Tier = tier;
        _rule = policy[tier];
        _timeZone = policy.TimeZone.Id;
        _keys = Array.ConvertAll(localTimes, time => RotationPeriod.KeyOf(tier, time));
        _ranks = new int[localTimes.Length];
        _newerInPeriod = new int[localTimes.Length];
        Dictionary<long, int> ranks = [];
        List<int> counts = [];
        int rank = 0;
        for (int i = 0; i < _keys.Length; i++)
        {
            // Neighbours mostly share a period: no need to look it up then.
            bool isSame = i > 0 && _keys[i] == _keys[i - 1];
            if (!isSame && !ranks.TryGetValue(_keys[i], out rank))
            {
                _newest.Add(i);
                counts.Add(0);
                ranks[_keys[i]] = rank = _newest.Count;
            }

            _ranks[i] = rank;
            _newerInPeriod[i] = counts[rank - 1]++;
        }
    }

    internal RotationTier Tier { get; }

    /// <summary>Tells whether the rule keeps a backup.</summary>
    internal bool Keeps(int index) => IsNewest(index) && _rule.Keeps(_ranks[index]);

    internal bool IsNewest(int index) => _newerInPeriod[index] == 0;

    /// <summary>Returns the index of the backup that stands for a backup's period.</summary>
    internal int Newest(int index) => _newest[_ranks[index] - 1];

    /// <summary>Returns how much stands before a backup: newer ones of its period, and periods beyond the limit.</summary>
    internal long Ahead(int index) => (long)_newerInPeriod[index] + Place(index).Excess;

    internal RotationPlace Place(int index) => new(RotationPeriod.Of(Tier, _keys[index]), _ranks[index], _rule, _timeZone);
}
