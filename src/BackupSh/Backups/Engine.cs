using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using BackupSh.Encryption;
using BackupSh.Events;
using BackupSh.Jobs;
using BackupSh.Rotation;
using BackupSh.Storage;
using Microsoft.Extensions.Logging;

namespace BackupSh.Backups;

/// <summary>What every operation of one container shares.</summary>
internal sealed class Engine(
    EngineConfiguration configuration,
    JobDirectory jobs,
    ComponentRegistry components,
    JobEncryptors encryption,
    EventPublisher events,
    CatalogStore store,
    HistoryWriter history,
    TimeProvider time,
    ILogger logger)
{
    internal EngineConfiguration Configuration { get; } = configuration;

    /// <summary>Gets the jobs: those of code and configuration, and those of run time.</summary>
    internal JobDirectory Jobs { get; } = jobs;

    internal ComponentRegistry Components { get; } = components;

    internal JobEncryptors Encryption { get; } = encryption;

    internal EventPublisher Events { get; } = events;

    internal TimeProvider Time { get; } = time;

    internal ILogger Logger { get; } = logger;

    internal CatalogStore Store { get; } = store;

    internal HistoryWriter History { get; } = history;

    internal AuditTrail Audit { get; } = new(store, configuration.Instance, time, logger);

    internal InfoReader Infos { get; } = new();

    internal BackupDeletion Deletion => new(Audit, History);

    internal DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Gets the names of all storages, those that the host prefers to restore from first.</summary>
    internal IEnumerable<string> StoragesInOrder =>
        Configuration.RestorePreference.Concat(Configuration.Storages.Keys).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns a storage with its small requests, each limited in time.</summary>
    internal StorageTarget GetTarget(string name, TimeSpan? timeout = null)
    {
        string trueName = Components.GetStorageName(name);
        IBackupStorage storage = Components.GetStorage(name);
        StorageRequests requests = new(trueName, storage, timeout ?? Options.BackupJobOptions.DefaultStallTimeout, Time);
        return new StorageTarget(trueName, Components.GetStorageInfoName(name), storage, requests);
    }

    /// <summary>Returns a storage as a job writes to it.</summary>
    internal StorageTarget GetTarget(JobConfiguration job, JobStorage storage) =>
        GetTarget(storage.Name, job.StallTimeout) with { LockFor = storage.Lock?.Time };

    internal SeriesReader GetReader(StorageTarget target) => new(target.Name, target.Requests, Infos, Time);

    /// <summary>Returns the rotation of one database's backups in one storage.</summary>
    internal SeriesRotation GetRotation(StorageTarget target, string database, string? job = null, string? runId = null) =>
        new(target, database, Configuration.Instance, GetReader(target), Deletion, Time) { Job = job, RunId = runId };
}
