namespace BackupSh.Backups;

/// <summary>The labels of a job and of a run, together.</summary>
internal static class LabelSet
{
    /// <summary>Merges labels; the run's win.</summary>
    internal static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> job, IReadOnlyDictionary<string, string> run)
    {
        SortedDictionary<string, string> merged = new(StringComparer.Ordinal);
        foreach ((string key, string value) in job.Concat(run))
        {
            merged[key] = value;
        }

        return merged;
    }
}
