using System.Globalization;

namespace BackupSh.Rotation;

/// <summary>Runs a policy through time without a storage: which restore points there would be, how many, and how old.</summary>
/// <remarks>Pure: reads no clock and touches nothing.</remarks>
public static class RotationSimulation
{
    // How many backups all looks together may sort: some seconds of work. A policy that keeps little is looked at after
    // every backup; one that keeps everything would take the square of their number.
    private const long Budget = 20_000_000;

    private const int MinimumLooks = 100;

    /// <summary>Makes backups one after another, with a rotation after each.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="times">When backups are made; in any order, duplicates count once.</param>
    /// <returns>What became of them.</returns>
    public static RotationForecast Run(RotationPolicy policy, IEnumerable<DateTimeOffset> times)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(times);
        RotationCandidate[] backups = [.. times.Distinct().Order().Select(Backup)];
        int largest = Rotate(policy, backups).Keep.Count;
        long looks = Math.Clamp(Budget / Math.Max(1, largest), MinimumLooks, Math.Max(MinimumLooks, backups.Length));
        int step = (int)Math.Max(1, backups.Length / looks);
        Watch watch = new(backups.Length);
        List<RotationCandidate> present = [];
        RotationPlan plan = Rotate(policy, present);
        int looked = 0;
        for (int i = 0; i < backups.Length; i += step, looked++)
        {
            int end = Math.Min(i + step, backups.Length);
            present.AddRange(backups.AsSpan(i, end - i));
            plan = Rotate(policy, present);
            present = [.. plan.Keep.Select(item => item.Candidate).Reverse()];
            watch.Look(end, present);
        }

        return new RotationForecast(backups.Length, watch.MostKept, watch.MostKeptAt, plan, watch.ShortestReach, watch.LongestReach, looked);
    }

    private static RotationPlan Rotate(RotationPolicy policy, IReadOnlyCollection<RotationCandidate> backups) =>
        RotationPlanner.Plan(policy, backups, DateTimeOffset.MaxValue);

    private static RotationCandidate Backup(DateTimeOffset time) =>
        new(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture), time);

    private sealed class Watch(int total)
    {
        private TimeSpan? _shortest;

        internal int MostKept { get; private set; }

        internal DateTimeOffset? MostKeptAt { get; private set; }

        internal TimeSpan ShortestReach => _shortest ?? TimeSpan.Zero;

        internal TimeSpan LongestReach { get; private set; }

        internal void Look(int made, List<RotationCandidate> present)
        {
            if (present.Count > MostKept)
            {
                MostKept = present.Count;
                MostKeptAt = present[^1].Time;
            }

            if (made > total / 2)
            {
                TimeSpan reach = present[^1].Time - present[0].Time;
                _shortest = _shortest < reach ? _shortest : reach;
                LongestReach = LongestReach > reach ? LongestReach : reach;
            }
        }
    }
}
