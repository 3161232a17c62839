using System.Runtime.ExceptionServices;
using BackupSh.Backups;
using BackupSh.Compression;
using BackupSh.Configuration;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Catalog.Sync;

/// <summary>Copies one backup's ciphertext from a storage to another one, by the rules of a run: claim, archive, check, info file.</summary>
internal sealed class ReplicaCopy
{
    private readonly Engine _engine;
    private readonly JobConfiguration _job;
    private readonly BackupName _name;
    private readonly StorageTarget _from;
    private readonly StorageTarget _to;
    private readonly Cleanup _cleanup;

    internal ReplicaCopy(Engine engine, JobConfiguration job, BackupName name, string from, JobStorage to)
    {
        _engine = engine;
        _job = job;
        _name = name;
        _from = engine.GetTarget(from, job.StallTimeout);
        _to = engine.GetTarget(job, to);
        RunId = Backups.RunId.Create(engine.Time);
        _cleanup = new Cleanup(job.CleanupTimeout, engine.Time, engine.Logger);
    }

    /// <summary>Gets the copy's own id, which the claim carries; the info file keeps that of the run which made the backup.</summary>
    internal string RunId { get; }

    /// <summary>Copies the backup.</summary>
    /// <exception cref="BackupShException">It is not whole at its source any more, or the other storage did not take it. Nothing stays.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        BackupEntry entry = await FindAsync(cancellationToken).ConfigureAwait(false);
        NameAllocation names = new([_to], RunId, _cleanup);
        try
        {
            if (!await names.TryClaimAsync(_name, cancellationToken).ConfigureAwait(false))
            {
                throw new StorageObjectExistsException(_to.Name, entry.Archive);
            }

            if (names.Failures.TryGetValue(_to.Name, out Exception? failure))
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            UploadOutcome upload = await UploadAsync(entry, cancellationToken).ConfigureAwait(false);
            BackupInfo info = entry.Info with { StorageService = _to.Service };
            await new BackupCommit(_to, info, upload, _cleanup, _engine.Time, RunId).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await names.ReleaseAsync(_name).ConfigureAwait(false);
        }
    }

    private async Task<BackupEntry> FindAsync(CancellationToken cancellationToken)
    {
        BackupQuery query = new() { Name = _name };
        SeriesReader reader = _engine.GetReader(_from);
        SeriesView view = await reader.ReadAsync(
            await reader.ListAsync(query, cancellationToken).ConfigureAwait(false), query, cancellationToken).ConfigureAwait(false);
        view.ThrowIfIncomplete();
        return view.Entries is [{ Health: BackupHealth.Complete, Info.Details: not null } entry]
            ? entry
            : throw new BackupShException(ErrorTexts.Error("BSH0540", _name, _from.Name));
    }

    private async Task<UploadOutcome> UploadAsync(BackupEntry entry, CancellationToken cancellationToken)
    {
        PipelineResult written = await new BackupPipeline(_engine.Time).RunAsync(
            new PipelineRequest
            {
                RunId = RunId,
                Name = _name,
                Archive = entry.Archive,
                Source = new ReplicaSource(_from, entry),
                Compression = ArchiveCompression.None,
                Encryptor = null,
                Targets = [_to],
                StallTimeout = _job.StallTimeout,
                Cleanup = _cleanup,
            },
            cancellationToken).ConfigureAwait(false);
        UploadOutcome upload = written.Uploads[_to.Name];
        if (upload.Failure is not null)
        {
            ExceptionDispatchInfo.Throw(upload.Failure);
        }

        return upload;
    }
}
