using BackupSh.Configuration;

namespace BackupSh.Backups;

/// <summary>The labels of a job and of a run, together.</summary>
internal static class LabelSet
{
    /// <summary>Merges labels; the run's win. Keys are compared without case.</summary>
    /// <exception cref="ArgumentException">A label of the run does not fit an info file: better said now than after the dump.</exception>
    internal static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> job, RunOptions options)
    {
        SortedDictionary<string, string> merged = new(job.ToDictionary(), StringComparer.OrdinalIgnoreCase);
        foreach ((string key, string value) in options.Labels)
        {
            if (LabelRule.Check(key, value) is { } error)
            {
                throw new ArgumentException(error.ToString(), nameof(options));
            }

            merged[key] = value;
        }

        return merged;
    }
}
