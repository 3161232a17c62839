using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using BackupSh.Options;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Rotation;

/// <summary>Rotates a job's backups by hand; every successful run does it by itself.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class RotationRunner
{
    private readonly Engine _engine;

    internal RotationRunner(Engine engine) => _engine = engine;

    /// <summary>Rotates the job's database in each of its storages, or says what that would do.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="options">How to go about it; <see langword="null"/> for <see cref="RotateOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the rotation; what is deleted so far stays deleted, nothing is left half.</param>
    /// <returns>One result for each storage, in the job's order. A storage that failed is in the result, not thrown; so is one
    /// where the guard stopped a mass deletion (<c>BSH0560</c>).</returns>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>), or it only simulates (<c>BSH0561</c>).</exception>
    /// <exception cref="OperationCanceledException">The token fired. Observers have been told what was deleted before.</exception>
    public async Task<IReadOnlyList<RotationResult>> RotateAsync(
        string job, RotateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(job);
        options ??= RotateOptions.Default;
        string runId = RunId.Create(_engine.Time);
        List<RotationResult> results = [];
        foreach ((JobStorage storage, SeriesRotation series) in await SeriesOfAsync(job, runId, cancellationToken).ConfigureAwait(false))
        {
            RotationResult result = await series.RotateAsync(storage.Rotation, options, witness: null, cancellationToken).ConfigureAwait(false);
            results.Add(result);
            if (!options.DryRun)
            {
                await RotationReport.PublishAsync(_engine, runId, result).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        return results;
    }

    /// <summary>Says what another policy would keep and delete in each of the job's storages. Nothing is deleted.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="proposed">The other policy.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>One preview for each storage, in the job's order. A storage that failed is in the result, not thrown.</returns>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>).</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async Task<IReadOnlyList<RotationPreview>> PreviewAsync(
        string job, RotationPolicy proposed, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(job);
        ArgumentNullException.ThrowIfNull(proposed);
        List<RotationPreview> previews = [];
        foreach ((JobStorage storage, SeriesRotation series) in await SeriesOfAsync(job, runId: null, cancellationToken).ConfigureAwait(false))
        {
            previews.Add(await series.PreviewAsync(storage.Rotation, proposed, cancellationToken).ConfigureAwait(false));
        }

        return previews;
    }

    /// <summary>Rotates backups that nobody has made, as if they lay in each of the job's storages. No storage is touched, and
    /// observers are told nothing.</summary>
    /// <param name="job">The name of a job that is marked as simulation.</param>
    /// <param name="times">The moments of the backups, in any order; those of one second are one.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>One result for each storage, in the job's order.</returns>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>), or it is no simulation (<c>BSH0562</c>).</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public async Task<IReadOnlyList<RotationResult>> SimulateAsync(
        string job, IReadOnlyCollection<DateTimeOffset> times, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(job);
        ArgumentNullException.ThrowIfNull(times);
        JobConfiguration configuration = await _engine.Jobs.GetAsync(job, cancellationToken).ConfigureAwait(false);
        if (!configuration.IsSimulation)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0562", configuration.Name));
        }

        RotateOptions options = new() { AllowMassDeletion = true };
        List<RotationResult> results = [];
        foreach (JobStorage storage in configuration.Storages)
        {
            SeriesRotation series = Simulated(storage.Name, configuration.SourceName, times);
            results.Add(await series.RotateAsync(storage.Rotation, options, witness: null, cancellationToken).ConfigureAwait(false));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return results;
    }

    /// <summary>Gets the zone of a job's schedules, and of its rotation unless that names its own.</summary>
    /// <param name="job">The job's name.</param>
    /// <returns>The zone.</returns>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>).</exception>
    public TimeZoneInfo GetTimeZone(string job)
    {
        ArgumentException.ThrowIfNullOrEmpty(job);
        return _engine.Jobs.GetLoaded(job).TimeZone;
    }

    // Through the same code as a true rotation; only the storage is another. Its small files are read without a cache that
    // true ones of the same name are in.
    private SeriesRotation Simulated(string storage, string source, IReadOnlyCollection<DateTimeOffset> times)
    {
        SimulatedStorage simulated = new(source, times);
        StorageRequests requests = new(storage, simulated, BackupJobOptions.DefaultStallTimeout, _engine.Time);
        StorageTarget target = new(storage, "local", simulated, requests);
        SeriesReader reader = new(storage, requests, new InfoReader(), _engine.Time);
        return new SeriesRotation(
            target, BackupName.Escape(source), _engine.Configuration.Instance, reader, ForgottenDeletion(), _engine.Time);
    }

    // Nobody shall find in the audit trail what nobody has made.
    private BackupDeletion ForgottenDeletion()
    {
        InMemoryCatalogStore store = new();
        AuditTrail audit = new(store, _engine.Configuration.Instance, _engine.Time, _engine.Logger);
        return new BackupDeletion(audit, new HistoryWriter(store, _engine.Time, _engine.Logger));
    }

    private async Task<IEnumerable<(JobStorage Storage, SeriesRotation Series)>> SeriesOfAsync(
        string job, string? runId, CancellationToken cancellationToken)
    {
        JobConfiguration configuration = await _engine.Jobs.GetAsync(job, cancellationToken).ConfigureAwait(false);
        configuration.ThrowIfSimulation();
        string database = BackupName.Escape(_engine.Components.GetSource(configuration.SourceName).Describe().Database);
        return configuration.Storages.Select(storage =>
            (storage, _engine.GetRotation(_engine.GetTarget(storage.Name, configuration.StallTimeout), database, configuration.Name, runId)));
    }
}
