using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Configuration;

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
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>).</exception>
    /// <exception cref="OperationCanceledException">The token fired. Observers have been told what was deleted before.</exception>
    public async Task<IReadOnlyList<RotationResult>> RotateAsync(
        string job, RotateOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(job);
        options ??= RotateOptions.Default;
        string runId = RunId.Create(_engine.Time);
        List<RotationResult> results = [];
        foreach ((JobStorage storage, SeriesRotation series) in SeriesOf(job))
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
        foreach ((JobStorage storage, SeriesRotation series) in SeriesOf(job))
        {
            previews.Add(await series.PreviewAsync(storage.Rotation, proposed, cancellationToken).ConfigureAwait(false));
        }

        return previews;
    }

    private IEnumerable<(JobStorage Storage, SeriesRotation Series)> SeriesOf(string job)
    {
        JobConfiguration configuration = _engine.Configuration.GetJob(job);
        string database = BackupName.Escape(_engine.Components.GetSource(configuration.SourceName).Describe().Database);
        return configuration.Storages.Select(storage =>
            (storage, _engine.GetRotation(_engine.GetTarget(storage.Name, configuration.StallTimeout), database)));
    }
}
