namespace BackupSh.Rotation;

/// <summary>The periods of a tier that have a backup, and which backup stands for each.</summary>
/// <remarks>Backups are numbers here: places in the order newest first. Ranks are from 1: the most recent period has 1.</remarks>
internal sealed class TierPeriods
{
    private readonly RankedPeriods _periods;
    private readonly int _limit;
    private readonly bool[]? _tooOld;
    private readonly bool _isShortWithAge;

    /// <summary>Finds the periods.</summary>
    /// <param name="tier">The tier.</param>
    /// <param name="policy">The rules and the zone.</param>
    /// <param name="counted">The backups that rules decide on.</param>
    internal TierPeriods(RotationTier tier, RotationPolicy policy, CountedBackups counted)
    {
        Tier = tier;
        Rule = policy[tier];
        _periods = RankedPeriods.Of(tier, Rule.Pick, policy.Settings, counted.LocalTimes);
        _limit = Math.Min(Rule.Limit ?? int.MaxValue, _periods.Count);
        OldestAllowed = Rule.MaxAge is { } age ? counted.Cutoff(age) : null;
        _tooOld = OldestAllowed is { } cutoff ? TooOld(cutoff, counted, policy.Settings) : null;
        _isShortWithAge = policy.Settings.Profile == RotationProfile.Restic;
        KeptCount = _tooOld is null ? _limit : _tooOld.Count(tooOld => !tooOld);
    }

    internal RotationTier Tier { get; }

    internal RotationRule Rule { get; }

    /// <summary>Gets how many periods have a backup.</summary>
    internal int Count => _periods.Count;

    /// <summary>Gets how many periods keep one.</summary>
    internal int KeptCount { get; }

    /// <summary>Gets the moment after which a backup has to be, or null for any.</summary>
    internal DateTimeOffset? OldestAllowed { get; }

    /// <summary>Returns the backups that the rule keeps, with the most recent period first.</summary>
    internal IEnumerable<int> Kept
    {
        get
        {
            for (int rank = 1; rank <= _limit; rank++)
            {
                if (_tooOld is null || !_tooOld[rank - 1])
                {
                    yield return _periods.Representative(rank);
                }
            }
        }
    }

    internal int Rank(int index) => _periods.Rank(index);

    internal bool Keeps(int index) =>
        IsRepresentative(index) && Rank(index) is int rank && rank <= _limit && (_tooOld is null || !_tooOld[rank - 1]);

    internal bool IsRepresentative(int index) => Representative(index) == index;

    /// <summary>Returns the backup that stands for a backup's period.</summary>
    internal int Representative(int index) => _periods.Representative(Rank(index));

    /// <summary>Tells whether the limit keeps a backup's period, but the age of the one that stands for it does not.</summary>
    internal bool IsTooOld(int index) => Rank(index) is int rank && rank <= _limit && _tooOld is not null && _tooOld[rank - 1];

    /// <summary>Tells whether the rule would keep a backup besides the one that stands for its period: it has kept fewer
    /// periods than its limit.</summary>
    /// <remarks>Not with a maximum age: when the oldest backup has grown too old and is gone, the next one would be the
    /// oldest, and what is kept would depend on how often a rotation runs. restic accepts that.</remarks>
    internal bool IsShort(int index, DateTimeOffset time) =>
        !IsRepresentative(index) && Rule.Keeps(Count + 1)
        && (OldestAllowed is not { } cutoff || (_isShortWithAge && time > cutoff));

    /// <summary>Returns how much stands before a backup: others of its period, and periods that are kept no more.</summary>
    internal long Ahead(int index) => (long)_periods.Distance(index, Representative(index)) + Math.Max(0, Rank(index) - KeptCount);

    // An oldest backup that has grown too old is gone before the others of its period are, which would then have another
    // oldest one. So with this pick a period is as old as its beginning, which nothing changes.
    private bool[] TooOld(DateTimeOffset cutoff, CountedBackups counted, RotationSettings settings)
    {
        PeriodCalendar? calendar = Rule.Pick == RotationPick.Oldest ? new PeriodCalendar(Tier, settings) : null;
        bool[] tooOld = new bool[_limit];
        for (int rank = 1; rank <= _limit; rank++)
        {
            int index = _periods.Representative(rank);
            tooOld[rank - 1] = (calendar is null ? counted[index].Time : counted.StartOfPeriod(calendar, index)) <= cutoff;
        }

        return tooOld;
    }
}
