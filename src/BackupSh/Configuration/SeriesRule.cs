using BackupSh.Options;
using BackupSh.Shared;

namespace BackupSh.Configuration;

/// <summary>Refuses two jobs that keep one series (a database in a storage) by different policies: each would delete what
/// the other keeps.</summary>
internal static class SeriesRule
{
    /// <summary>Reports each storage of a job whose policy differs from an earlier job's on the same series.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="scopes">Where each job stands in the configuration.</param>
    /// <param name="haveSameDatabase">Tells whether two sources' backups are called the same. Asked only if their jobs'
    /// policies differ.</param>
    internal static void Check(
        IEnumerable<JobConfiguration> jobs, IReadOnlyDictionary<string, OptionsScope> scopes, Func<string, string, bool> haveSameDatabase)
    {
        List<Use> earlier = [];
        foreach (Use use in jobs.OrderBy(job => job.Name, StringComparer.OrdinalIgnoreCase).SelectMany(Uses))
        {
            Use? other = earlier.Find(known =>
                known.Storage.Name == use.Storage.Name
                && !known.Storage.Rotation.Equals(use.Storage.Rotation)
                && haveSameDatabase(known.Job.SourceName, use.Job.SourceName));
            if (other is not null)
            {
                scopes[use.Job.Name].Item(nameof(BackupJobOptions.Storages), use.Index).Fault(
                    null, ErrorTexts.Error("BSH0126", use.Storage.Name, other.Job.Name, other.Storage.Rotation, use.Storage.Rotation));
            }

            earlier.Add(use);
        }
    }

    private static IEnumerable<Use> Uses(JobConfiguration job) => job.Storages.Select((storage, index) => new Use(job, storage, index));

    private sealed record Use(JobConfiguration Job, JobStorage Storage, int Index);
}
