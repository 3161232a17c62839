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
        Dictionary<long, int> ranks = [];
        for (int i = 0; i < _keys.Length; i++)
        {
            if (!ranks.TryGetValue(_keys[i], out int rank))
            {
                _newest.Add(i);
                ranks[_keys[i]] = rank = _newest.Count;
            }

            _ranks[i] = rank;
        }
    }

    internal RotationTier Tier { get; }

    /// <summary>Tells whether the rule keeps a backup.</summary>
    internal bool Keeps(int index) => IsNewest(index) && _rule.Keeps(_ranks[index]);

    internal bool IsNewest(int index) => Newest(index) == index;

    /// <summary>Returns the index of the backup that stands for a backup's period.</summary>
    internal int Newest(int index) => _newest[_ranks[index] - 1];

    internal RotationPlace Place(int index) => new(RotationPeriod.Of(Tier, _keys[index]), _ranks[index], _rule, _timeZone);
}
