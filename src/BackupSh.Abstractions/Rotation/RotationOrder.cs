namespace BackupSh.Rotation;

/// <summary>Puts backups into one order, whatever order they come in.</summary>
internal static class RotationOrder
{
    /// <summary>Returns the backups, newest first; those of one moment by their ids.</summary>
    internal static RotationCandidate[] NewestFirst(IReadOnlyCollection<RotationCandidate> candidates)
    {
        RotationCandidate[] sorted = [.. candidates];
        long[] keys = Array.ConvertAll(sorted, candidate => -candidate.Time.UtcTicks);
        if (!IsSorted(keys))
        {
            Array.Sort(keys, sorted);
        }

        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                sorted.AsSpan(start, end - start).Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
            }

            start = end;
        }

        return sorted;
    }

    private static bool IsSorted(long[] keys)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            if (keys[i] < keys[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
