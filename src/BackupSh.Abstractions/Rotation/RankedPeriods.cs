using System.Runtime.InteropServices;

namespace BackupSh.Rotation;

/// <summary>Sorts backups into the periods of a tier, and ranks these: the most recent one has 1.</summary>
/// <remarks>Periods are told by key, not by a change of key from one backup to the next: where a zone turned its clocks back
/// over midnight, a day comes, goes and comes again. As that is rare, keys are looked up only when they come out of order.</remarks>
internal sealed class RankedPeriods
{
    // Null for Last, where each backup is a period.
    private readonly int[]? _ranks;
    private readonly int[] _representatives;

    // The place among the backups of its period; null if each period's backups lie side by side.
    private readonly int[]? _places;

    private RankedPeriods(int count)
    {
        Count = count;
        _representatives = [];
    }

    private RankedPeriods(int[] ranks, int[] representatives, int[]? places)
    {
        Count = representatives.Length;
        _ranks = ranks;
        _representatives = representatives;
        _places = places;
    }

    internal int Count { get; }

    /// <summary>Finds the periods of backups in the order newest first.</summary>
    internal static RankedPeriods Of(RotationTier tier, RotationPick pick, RotationSettings settings, LocalTime[] localTimes)
    {
        if (tier == RotationTier.Last)
        {
            return new RankedPeriods(localTimes.Length);
        }

        PeriodCalendar calendar = new(tier, settings);
        int[] ranks = new int[localTimes.Length];
        int[]? places = null;

        // restic looks at changes only, so that a period that comes back is another one.
        if (!TryRankByChange(calendar, localTimes, ranks, out int count) && settings.Profile != RotationProfile.Restic)
        {
            places = new int[localTimes.Length];
            count = RankByKey(calendar, localTimes, ranks, places);
            if (pick == RotationPick.Oldest)
            {
                ReorderByKey(calendar, localTimes, ranks, count);
            }
        }

        return new RankedPeriods(ranks, Representatives(ranks, count, pick), places);
    }

    internal int Rank(int index) => _ranks is null ? index + 1 : _ranks[index];

    internal int Representative(int rank) => _ranks is null ? rank - 1 : _representatives[rank - 1];

    /// <summary>Returns how far a backup is from the one that stands for its period, among the period's backups.</summary>
    internal int Distance(int index, int representative) =>
        Math.Abs(_places is null ? index - representative : _places[index] - _places[representative]);

    /// <returns>Whether no key was larger than the one before.</returns>
    private static bool TryRankByChange(PeriodCalendar calendar, LocalTime[] localTimes, int[] ranks, out int count)
    {
        bool isInOrder = true;
        long last = long.MaxValue;
        int rank = 0;
        for (int i = 0; i < localTimes.Length; i++)
        {
            long key = calendar.KeyOf(localTimes[i]);
            if (key != last)
            {
                isInOrder &= key < last;
                last = key;
                rank++;
            }

            ranks[i] = rank;
        }

        count = rank;
        return isInOrder;
    }

    // A period is as recent as its newest backup.
    private static int RankByKey(PeriodCalendar calendar, LocalTime[] localTimes, int[] ranks, int[] places)
    {
        Dictionary<long, (int Rank, int Backups)> known = [];
        for (int i = 0; i < localTimes.Length; i++)
        {
            ref (int Rank, int Backups) period = ref CollectionsMarshal.GetValueRefOrAddDefault(known, calendar.KeyOf(localTimes[i]), out bool isKnown);
            period.Rank = isKnown ? period.Rank : known.Count;
            ranks[i] = period.Rank;
            places[i] = period.Backups++;
        }

        return known.Count;
    }

    // Where its oldest backup stands for a period, an older one that comes late must not change the order of periods: then a
    // period is as recent as its key.
    private static void ReorderByKey(PeriodCalendar calendar, LocalTime[] localTimes, int[] ranks, int count)
    {
        long[] keys = new long[count];
        int[] periods = [.. Enumerable.Range(0, count)];
        for (int i = 0; i < ranks.Length; i++)
        {
            keys[ranks[i] - 1] = -calendar.KeyOf(localTimes[i]);
        }

        Array.Sort(keys, periods);
        int[] byKey = new int[count];
        for (int i = 0; i < count; i++)
        {
            byKey[periods[i]] = i + 1;
        }

        foreach (ref int rank in ranks.AsSpan())
        {
            rank = byKey[rank - 1];
        }
    }

    private static int[] Representatives(int[] ranks, int count, RotationPick pick)
    {
        int[] representatives = new int[count];
        if (pick == RotationPick.Oldest)
        {
            for (int i = 0; i < ranks.Length; i++)
            {
                representatives[ranks[i] - 1] = i;
            }

            return representatives;
        }

        for (int i = ranks.Length - 1; i >= 0; i--)
        {
            representatives[ranks[i] - 1] = i;
        }

        return representatives;
    }
}
