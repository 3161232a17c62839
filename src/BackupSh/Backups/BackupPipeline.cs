using BackupSh.IO;
using BackupSh.Sources;
using BackupSh.Storage;

namespace BackupSh.Backups;

/// <summary>One pass: source → compress → encrypt → count and hash → every storage.</summary>
internal sealed class BackupPipeline(TimeProvider time)
{
    /// <summary>Dumps the source into an archive in every storage.</summary>
    /// <returns>The sizes, the hashes and each storage's outcome.</returns>
    /// <remarks>If the source fails, or the token fires, every upload is ended with that failure before this throws: a
    /// dump that crashed must never look like one that ended.</remarks>
    internal async Task<PipelineResult> RunAsync(PipelineRequest request, CancellationToken cancellationToken)
    {
        if (request.Targets.Count == 0)
        {
            return PipelineResult.Nothing(new Dictionary<string, UploadOutcome>()); // no storage could be claimed: the source is spared
        }

        StorageBranch[] branches =
            [.. request.Targets.Select(target => new StorageBranch(target, request.Archive, request.RunId, time))];
        FanOutStream fanOut = new(branches, request.StallTimeout, time);
        PipelineResult? result = null;
        try
        {
            result = await WriteAsync(request, fanOut, branches, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NoStorageLeftException || (fanOut.IsAbandoned && !cancellationToken.IsCancellationRequested))
        {
            // The source may report the failed write in words of its own; the storages know the cause.
            result = PipelineResult.Nothing(Outcomes(branches));
        }
        catch (Exception exception)
        {
            await fanOut.AbortAsync(exception).ConfigureAwait(false);
            throw;
        }
        finally
        {
            await Task.WhenAll(branches.Select(branch => SettleAsync(branch, request, keep: result is not null))).ConfigureAwait(false);
        }

        return result;
    }

    // Waits until the storage has let go, and removes the archive if it is not to stay: the name is ours by its claim,
    // unless the storage says that something stood there before.
    private static async Task SettleAsync(StorageBranch branch, PipelineRequest request, bool keep)
    {
        StorageTarget target = branch.Target;
        if (await request.Cleanup.TryWaitAsync(target.Name, branch.FinishAsync()).ConfigureAwait(false))
        {
            branch.Dispose();
        }

        UploadOutcome outcome = branch.Outcome.Result;
        if ((outcome.Failure is null && keep) || outcome.Failure is StorageObjectExistsException)
        {
            return;
        }

        await request.Cleanup.TryAsync(target.Name, $"unfinished archive '{request.Archive}'", RemoveAsync).ConfigureAwait(false);

        async Task RemoveAsync(CancellationToken token)
        {
            if (await BackupClaim.IsOursAsync(target, request.Name, request.RunId, token).ConfigureAwait(false))
            {
                await target.Requests.DeleteAsync(request.Archive, token).ConfigureAwait(false);
            }
        }
    }

    private static async Task<PipelineResult> WriteAsync(
        PipelineRequest request, FanOutStream fanOut, StorageBranch[] branches, CancellationToken cancellationToken)
    {
        using MeteringStream archive = new(fanOut, hash: true);
        using CompletableStream? encrypted = request.Encryptor?.OpenEncrypt(archive);
        using CompletableStream? compressed = request.Compression.OpenCompress(encrypted ?? archive);
        bool isArchive = encrypted is null && compressed is null; // the same bytes need no second hash
        using MeteringStream content = new(compressed ?? encrypted ?? archive, hash: encrypted is null && !isArchive, request.OnBytes);

        SourceRequest sourceRequest = new() { RunId = request.RunId, Database = request.Database };
        SourceReport report = await request.Source.WriteToAsync(content, sourceRequest, cancellationToken).ConfigureAwait(false);
        content.ThrowIfFailed();

        // From the source to the storages: each stage's end is part of what the next one carries.
        foreach (CompletableStream stage in new CompletableStream?[] { compressed, encrypted, fanOut }.OfType<CompletableStream>())
        {
            await stage.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return new PipelineResult
        {
            PlaintextBytes = content.Bytes,
            PlaintextSha256 = isArchive ? archive.Sha256() : encrypted is null ? content.Sha256() : null,
            ArchiveBytes = archive.Bytes,
            ArchiveSha256 = archive.Sha256(),
            Report = report,
            Uploads = Outcomes(branches),
        };
    }

    private static Dictionary<string, UploadOutcome> Outcomes(StorageBranch[] branches) =>
        branches.ToDictionary(branch => branch.Target.Name, branch => branch.Outcome.Result, StringComparer.Ordinal);
}
