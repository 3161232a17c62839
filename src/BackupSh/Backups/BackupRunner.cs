using BackupSh.Catalog;
using BackupSh.Catalog.Sync;
using BackupSh.Checks;
using BackupSh.Compression;
using BackupSh.Configuration;
using BackupSh.Diagnostics;
using BackupSh.Encryption;
using BackupSh.Rotation;
using BackupSh.Shared;
using BackupSh.Sources;

namespace BackupSh.Backups;

/// <summary>Runs jobs: a source is dumped, compressed, encrypted, stored and committed; what a storage had missed before is copied to it,
/// and old backups are rotated.</summary>
/// <remarks>Thread-safe; runs may overlap. A scheduler of your own calls <see cref="RunAsync"/>.</remarks>
public sealed class BackupRunner
{
    private readonly Engine _engine;
    private readonly BackupPipeline _pipeline;

    internal BackupRunner(Engine engine)
    {
        _engine = engine;
        _pipeline = new BackupPipeline(engine.Time);
    }

    /// <summary>Runs a job once.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="options">Labels and progress of this run, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the run. What it has stored and not committed is removed first.</param>
    /// <returns>What was made. A source or a storage that failed is in the result, not thrown.</returns>
    /// <exception cref="BackupShException">There is no such job (<c>BSH0140</c>), or it only simulates (<c>BSH0561</c>).</exception>
    /// <exception cref="ArgumentException">A label has no good key or value (<c>BSH0131</c>, <c>BSH0132</c>).</exception>
    /// <exception cref="OperationCanceledException">The token fired before any storage had the backup. Thrown only after the
    /// clean-up, which the job's <c>CleanupTimeout</c> bounds. A token that fires later ends the run, too, but what stands
    /// is told: the result is returned.</exception>
    public async Task<RunResult> RunAsync(string job, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(job);
        JobConfiguration configuration = await _engine.Jobs.GetAsync(job, cancellationToken).ConfigureAwait(false);
        return await RunJobAsync(configuration, options ?? new RunOptions(), RunId.Create(_engine.Time), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a job once, with an id that is known before.</summary>
    internal async Task<RunResult> RunJobAsync(JobConfiguration configuration, RunOptions options, string runId, CancellationToken cancellationToken)
    {
        configuration.ThrowIfSimulation();
        RunContext run = Begin(configuration, options, runId);
        RunReport report = new(_engine, run);
        try
        {
            await report.StartedAsync(cancellationToken).ConfigureAwait(false);

            List<BackupResult> backups = [];
            (IReadOnlyList<string?> databases, BackupResult? failed) = await ListDatabasesAsync(run, cancellationToken).ConfigureAwait(false);
            foreach (string? database in databases)
            {
                backups.Add(await BackUpAsync(run, database, backups.Count > 0, cancellationToken).ConfigureAwait(false));
            }

            return await report.EndedAsync(failed is null ? backups : [failed]).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await report.CancelledAsync().ConfigureAwait(false);
            throw;
        }
    }

    private RunContext Begin(JobConfiguration job, RunOptions options, string runId) => new()
    {
        RunId = runId,
        Job = job,
        Targets = [.. job.Storages.Select(storage => _engine.GetTarget(job, storage))],
        Labels = LabelSet.Merge(job.Labels, options),
        Cleanup = new Cleanup(job.CleanupTimeout, _engine.Time, _engine.Logger),
        Progress = new ProgressReporter(options.Progress, _engine.Time, _engine.Logger),
    };

    // Asked at each run: a database that was made since the last one is in the next backup. Null is the source's own.
    private async Task<(IReadOnlyList<string?> Databases, BackupResult? Failed)> ListDatabasesAsync(RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            if (_engine.Components.GetSource(run.Job.SourceName) is not IBackupSourceCatalog catalog)
            {
                return ([null], null);
            }

            List<string?> databases = [];
            await foreach (string database in catalog.ListDatabasesAsync(cancellationToken).ConfigureAwait(false))
            {
                databases.Add(database);
            }

            return databases.Count > 0 ? (databases, null) : throw new BackupShException(ErrorTexts.Error("BSH0505", run.Job.SourceName));
        }
        catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
        {
            Log.Unexpected(_engine.Logger, exception);
            return ([], new BackupResult(run.Job.SourceName, RunStatus.Failed) { Error = Failure.ErrorOf(exception) });
        }
    }

    // Failures of the world become results here: several backups of one run do not stop each other.
    private async Task<BackupResult> BackUpAsync(RunContext run, string? database, bool tellCancellation, CancellationToken cancellationToken)
    {
        string shownDatabase = database ?? run.Job.SourceName;
        try
        {
            IBackupSource source = _engine.Components.GetSource(run.Job.SourceName);
            SourceDescription description = source.Describe(database);
            shownDatabase = description.Database;
            IBackupEncryptor? encryptor = _engine.Encryption.ForWriting(run.Job);
            BackupRecipe recipe = new(source, description, encryptor, ArchiveCompression.For(run.Job.Compression, description)) { Database = database };
            return await WriteAndCommitAsync(run, recipe, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (tellCancellation || !exception.IsCancellationBy(cancellationToken))
        {
            // What earlier databases of this run have is told, also when the token fires at a later one.
            Log.Unexpected(_engine.Logger, exception);
            return new BackupResult(shownDatabase, RunStatus.Failed)
            {
                Error = exception.IsCancellationBy(cancellationToken) ? ErrorTexts.Error("BSH0506", shownDatabase) : Failure.ErrorOf(exception),
            };
        }
    }

    private async Task<BackupResult> WriteAndCommitAsync(RunContext run, BackupRecipe recipe, CancellationToken cancellationToken)
    {
        run.Progress.Begin(BackupStage.Preparing);
        NameAllocation names = new(run.Targets, run.RunId, run.Cleanup);
        BackupName name = await names.ClaimAsync(recipe.Description.Database, _engine.Now, cancellationToken).ConfigureAwait(false);
        BackupResult result;
        try
        {
            long started = _engine.Time.GetTimestamp();
            PipelineResult written = await WriteAsync(run, recipe, name, names.Failures, cancellationToken).ConfigureAwait(false);
            WrittenBackup archive = new(recipe, name, names.Failures, written, _engine.Time.GetElapsedTime(started));
            result = await CommitAsync(run, archive, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await names.ReleaseAsync(name).ConfigureAwait(false);
        }

        // A copy that fails never fails the backup before it, nor does a rotation.
        RunHealing healing = new(_engine, run);
        result = result with { Outcomes = await healing.RunAsync(name.Database, result.Outcomes, cancellationToken).ConfigureAwait(false) };
        return result.Status == RunStatus.Succeeded ? await RotateAsync(run, name, result, cancellationToken).ConfigureAwait(false) : result;
    }

    private async Task<PipelineResult> WriteAsync(
        RunContext run, BackupRecipe recipe, BackupName name, IReadOnlyDictionary<string, Exception> failed, CancellationToken cancellationToken)
    {
        run.Progress.Begin(BackupStage.Writing, recipe.Description.SizeHintBytes);
        PipelineResult written = await _pipeline.RunAsync(
            new PipelineRequest
            {
                RunId = run.RunId,
                Name = name,
                Archive = recipe.Archive(name),
                Source = recipe.Source,
                Database = recipe.Database,
                Compression = recipe.Compression,
                Encryptor = recipe.Encryptor,
                Targets = [.. run.Targets.Where(target => !failed.ContainsKey(target.Name))],
                StallTimeout = run.Job.StallTimeout,
                Cleanup = run.Cleanup,
                OnBytes = run.Progress.Advance,
            },
            cancellationToken).ConfigureAwait(false);
        run.Progress.End();
        return written;
    }

    private async Task<BackupResult> CommitAsync(RunContext run, WrittenBackup archive, CancellationToken cancellationToken)
    {
        run.Progress.Begin(BackupStage.Committing);
        StorageOutcome[] outcomes = await Task.WhenAll(run.Targets.Select(target => CommitAsync(run, archive, target, cancellationToken)))
            .ConfigureAwait(false);
        if (!outcomes.Any(outcome => outcome.IsCommitted))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new BackupResult(archive.Recipe.Description.Database, run.Job.Success.Judge(outcomes))
        {
            Name = archive.Name.ToString(),
            Archive = archive.Recipe.Archive(archive.Name),
            ArchiveBytes = archive.Written.ArchiveBytes,
            PlaintextBytes = archive.Written.PlaintextBytes,
            Outcomes = outcomes,
            Warnings = archive.Written.Report.Warnings,
        };
    }

    private async Task<StorageOutcome> CommitAsync(RunContext run, WrittenBackup archive, StorageTarget target, CancellationToken cancellationToken)
    {
        if (archive.FailureOf(target.Name) is { } failure)
        {
            return new StorageOutcome(target.Name, Failure.ErrorOf(failure));
        }

        try
        {
            BackupInfo info = BackupInfoFactory.Create(_engine.Configuration.Instance, run, archive, target.Service);
            BackupCommit commit = new(target, info, archive.Written.Uploads[target.Name], run.Cleanup, _engine.Time);
            return new StorageOutcome(target.Name, null) { Warnings = await commit.RunAsync(cancellationToken).ConfigureAwait(false) };
        }
        catch (Exception exception)
        {
            // Another storage may have committed before the token fired: that one's outcome is not to be lost.
            bool cancelled = exception.IsCancellationBy(cancellationToken);
            return new StorageOutcome(target.Name, cancelled ? ErrorTexts.Error("BSH0518", target.Name) : Failure.ErrorOf(exception));
        }
    }

    // A rotation that fails or is cancelled never fails the backup before it: it is in the outcome, and the next run tries again.
    private async Task<BackupResult> RotateAsync(RunContext run, BackupName name, BackupResult result, CancellationToken cancellationToken)
    {
        run.Progress.Begin(BackupStage.Rotating);
        List<StorageOutcome> outcomes = [];
        foreach (StorageOutcome outcome in result.Outcomes)
        {
            JobStorage configured = run.Job.Storages.Single(storage => storage.Name == outcome.Storage);
            bool clean = outcome.IsCommitted && outcome.Warnings.Count == 0;
            if (!clean || cancellationToken.IsCancellationRequested)
            {
                outcomes.Add(outcome); // the backup stands; what is not rotated now is rotated next time
                continue;
            }

            StorageTarget target = run.Targets.Single(target => target.Name == outcome.Storage);
            SeriesRotation rotation = _engine.GetRotation(target, name.Database, run.Job.Name, run.RunId);
            await run.Cleanup.TryAsync(target.Name, "stale claims", rotation.SweepClaimsAsync).ConfigureAwait(false);
            await run.Cleanup.TryAsync(target.Name, "stale probes", token => StorageProbe.SweepAsync(_engine, target, token)).ConfigureAwait(false);
            outcomes.Add(configured.RotatesAfterRun && !configured.Rotation.KeepsEverything
                ? outcome with { Rotation = await rotation.RotateAsync(configured.Rotation, RotateOptions.Default, name, cancellationToken).ConfigureAwait(false) }
                : outcome);
        }

        return result with { Outcomes = outcomes };
    }
}
