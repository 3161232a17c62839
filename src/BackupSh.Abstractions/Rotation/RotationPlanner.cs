namespace BackupSh.Rotation;

/// <summary>Plans which backups of a series to keep and which to delete.</summary>
/// <remarks>
/// <para>Pure: reads no clock and deletes nothing. Each rule keeps one healthy backup of each of the most recent periods that
/// have one; a backup is kept if any rule keeps it. So it does not matter how often, or when, a rotation runs: what is left is
/// the same.</para>
/// <para>Always kept: the newest healthy backup, and pinned ones. Kept, and flagged: backups that are dated more than
/// <see cref="RotationSettings.FutureTolerance"/> after now. Left alone: what is not healthy, and what is not ours. None of those
/// but the newest takes a place of a rule.</para>
/// <para>Time O(n log n), O(n) if the backups come newest first; less than 200 bytes of memory for each backup.</para>
/// </remarks>
public static class RotationPlanner
{
    /// <summary>Plans a rotation.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="candidates">All backups of one database in one storage, in any order, each once.</param>
    /// <param name="now">The moment that tells which backups are dated in the future, and which pins have ended. Rules do not
    /// depend on it: time alone never deletes.</param>
    /// <returns>Every backup, with what becomes of it and why.</returns>
    /// <exception cref="ArgumentException">A backup is given twice, or the backups are of several series.</exception>
    public static RotationPlan Plan(RotationPolicy policy, IReadOnlyCollection<RotationCandidate> candidates, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(candidates);
        RotationCandidate[] newestFirst = RotationOrder.NewestFirst(candidates);
        ThrowIfNotOneSeries(newestFirst, nameof(candidates));
        RotationJudgement judgement = new(policy, newestFirst, now);
        return RotationWarnings.Complete(policy, judgement, now);
    }

    private static void ThrowIfNotOneSeries(RotationCandidate[] newestFirst, string parameter)
    {
        for (int i = 1; i < newestFirst.Length; i++)
        {
            (RotationCandidate candidate, RotationCandidate newer) = (newestFirst[i], newestFirst[i - 1]);
            if (candidate.Series != newer.Series)
            {
                throw new ArgumentException($"Backups of '{candidate.Series}' and '{newer.Series}' are two series: plan each alone.", parameter);
            }

            if (candidate.Time == newer.Time && candidate.Id == newer.Id)
            {
                throw new ArgumentException($"'{candidate.Id}' is given twice.", parameter);
            }
        }
    }
}
