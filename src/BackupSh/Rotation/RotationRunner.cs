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
    /// <param name="dryRun">Whether only to plan.</param>
    /// <param name="cancellationToken">Ends the rotation; what is deleted so far stays deleted, nothing is left half.</param>
    /// <returns>One result for each storage, in the job's order. A storage that failed is in the result, not thrown.</returns>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>).</exception>
    /// <exception cref="OperationCanceledException">The token fired. Observers have been told what was deleted before.</exception>
    public async Task<IReadOnlyList<RotationResult>> RotateAsync(string job, bool dryRun = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(job);
        JobConfiguration configuration = _engine.Configuration.GetJob(job);
        string database = BackupName.Escape(_engine.Components.GetSource(configuration.SourceName).Describe().Database);
        string runId = RunId.Create(_engine.Time);
        List<RotationResult> results = [];
        foreach (JobStorage storage in configuration.Storages)
        {
            SeriesRotation rotation = _engine.GetRotation(_engine.GetTarget(storage.Name, configuration.StallTimeout), database);
            RotationResult result = await rotation.RotateAsync(storage.Rotation, dryRun, witness: null, cancellationToken).ConfigureAwait(false);
            results.Add(result);
            if (!dryRun)
            {
                await RotationReport.PublishAsync(_engine, runId, result).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        return results;
    }
}
