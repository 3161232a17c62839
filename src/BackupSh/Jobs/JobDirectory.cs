using System.Collections.Concurrent;
using System.Text.Json;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using BackupSh.Scheduling;
using Microsoft.Extensions.Logging;

namespace BackupSh.Jobs;

/// <summary>All jobs: those of code and configuration, and those of run time, which the catalog keeps.</summary>
internal sealed class JobDirectory(EngineConfiguration configuration, CatalogStore store, RunTimeJobReading reading)
{
    private readonly ConcurrentDictionary<(string Name, long Version), RunTimeJob> _read = [];
    private IReadOnlyList<JobConfiguration> _loaded = [.. configuration.Jobs.Values];

    /// <summary>Gets the jobs as they were last listed.</summary>
    internal IReadOnlyList<JobConfiguration> Loaded => Volatile.Read(ref _loaded);

    /// <summary>Lists the jobs that can run, by name.</summary>
    internal async Task<IReadOnlyList<JobConfiguration>> ListAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RunTimeJob> runTime = await ListRunTimeAsync(cancellationToken).ConfigureAwait(false);
        JobConfiguration[] jobs =
        [
            .. configuration.Jobs.Values
                .Concat(runTime.Select(job => job.Job).OfType<JobConfiguration>().Where(job => !configuration.Jobs.ContainsKey(job.Name)))
                .OrderBy(job => job.Name, StringComparer.OrdinalIgnoreCase),
        ];
        Volatile.Write(ref _loaded, jobs);
        return jobs;
    }

    /// <summary>Returns a job.</summary>
    /// <exception cref="BackupShException">There is none of this name that can run (<c>BSH0140</c>).</exception>
    internal async Task<JobConfiguration> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (configuration.Jobs.TryGetValue(name, out JobConfiguration? configured))
        {
            return configured;
        }

        await ListAsync(cancellationToken).ConfigureAwait(false);
        return GetLoaded(name);
    }

    /// <summary>Returns a job, as the jobs were last listed.</summary>
    /// <exception cref="BackupShException">There is none of this name that can run (<c>BSH0140</c>).</exception>
    internal JobConfiguration GetLoaded(string name) =>
        Loaded.FirstOrDefault(job => job.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw UnknownName.Exception("BSH0140", name, Loaded.Select(job => job.Name));

    /// <summary>Reads the jobs before a backup is read: one of run time may have the passphrase.</summary>
    internal async Task TryRefreshAsync(ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await ListAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (CatalogException exception)
        {
            // A restore must not need the catalog: the keys of the configuration are there without it.
            SchedulerLog.JobsNotRead(logger, exception.Error);
        }
    }

    /// <summary>Lists the jobs of run time, those with faults too.</summary>
    internal async Task<IReadOnlyList<RunTimeJob>> ListRunTimeAsync(CancellationToken cancellationToken)
    {
        List<RunTimeJob> jobs = [];
        CatalogQuery query = new() { Kind = CatalogRecordKind.Job };
        await foreach (CatalogRecord record in store.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            jobs.Add(Read(record));
        }

        Forget([.. jobs.Select(job => job.Name)]);
        return jobs;
    }

    /// <summary>Reads the job of a record; once for each version of it.</summary>
    internal RunTimeJob Read(CatalogRecord record) => _read.GetOrAdd(
        (record.Key, record.Version),
        _ => reading.Read(record.Key, JsonSerializer.Deserialize(record.Document, JobsJson.Default.StoredJob)!));

    private void Forget(HashSet<string> standing)
    {
        // Versions that were replaced are few; jobs that are gone must not stay with their secrets.
        foreach ((string Name, long Version) key in _read.Keys.Where(key => !standing.Contains(key.Name)))
        {
            _read.TryRemove(key, out _);
        }
    }
}
