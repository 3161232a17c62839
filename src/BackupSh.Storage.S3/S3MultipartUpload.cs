using Amazon.Runtime;
using Amazon.S3.Model;
using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>Stores content of several parts, which are sent in parallel from the buffers that hold them.</summary>
internal sealed class S3MultipartUpload(S3Requests requests, S3UploadTarget target, S3Remains remains, IProgress<long>? progress)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, (PartDigest Digest, PartETag ETag)> _sent = [];
    private string _id = "";
    private long _sentBytes;

    /// <summary>Begins the upload. Where the answer is lost, the server keeps an upload that a later sweep finds.</summary>
    internal async Task BeginAsync(CancellationToken cancellationToken)
    {
        InitiateMultipartUploadRequest request = target.Initiate();
        _id = await requests.RunAsync(
            "CreateMultipartUpload",
            target.Name,
            async (_, idle) =>
            {
                InitiateMultipartUploadResponse answer = await requests.Client.InitiateMultipartUploadAsync(request, idle.Token).ConfigureAwait(false);

                // A part that is sent without an id is an object of its own, under the final name.
                return answer.UploadId is { Length: > 0 } id && answer.Key == target.Key ? id : throw requests.Errors.Strange(target.Name, "an answer has no upload id");
            },
            cancellationToken).ConfigureAwait(false);
        remains.UploadIsThere(_id);
    }

    /// <summary>Sends all parts. Disposes them.</summary>
    internal async Task SendAsync(ContentPart first, PartReader reader, PartPlan plan, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using SemaphoreSlim slots = new(requests.Options.PartsInFlight);
        List<Task> running = [];
        try
        {
            for (ContentPart? part = first; part is not null; part = await NextAsync(part, reader, plan, stop.Token).ConfigureAwait(false))
            {
                running.Add(SendOneAsync(part, slots, stop));
                await slots.WaitAsync(stop.Token).ConfigureAwait(false);
            }

            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();

            // The part that failed, and not those that were stopped because of it.
            await (running.Find(task => task.IsFaulted) ?? Task.CompletedTask).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes the object of the parts.</summary>
    /// <param name="onlyIfFree">Whether the server refuses a taken name by itself; then it is asked to.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal async Task<SentContent> CompleteAsync(bool onlyIfFree, CancellationToken cancellationToken)
    {
        using CommitToken commit = new(cancellationToken);
        try
        {
            await requests.RunAsync(
                "CompleteMultipartUpload", target.Name, (attempt, idle) => AttemptCompletionAsync(onlyIfFree, commit, attempt, idle), commit.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        return new SentContent([.. _sent.Values.Select(part => part.Digest)], isMultipart: true);
    }

    private async Task<ContentPart?> NextAsync(ContentPart last, PartReader reader, PartPlan plan, CancellationToken cancellationToken)
    {
        if (last.IsLast)
        {
            return null;
        }

        int number = last.Number + 1;
        return number > PartPlan.MostParts
            ? throw requests.Errors.TooLarge(target.Name, plan.Capacity)
            : await reader.ReadAsync(plan.BytesOf(number), cancellationToken).ConfigureAwait(false);
    }

    private async Task SendOneAsync(ContentPart part, SemaphoreSlim slots, CancellationTokenSource stop)
    {
        try
        {
            // Hashing and signing take a while: away from the flow that reads the content.
            await Task.Run(() => SendOneAsync(part, stop.Token), stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            part.Dispose();
            slots.Release();
        }
    }

    private async Task SendOneAsync(ContentPart part, CancellationToken cancellationToken)
    {
        PartDigest digest = PartDigest.Of(part, requests.HasSha256);
        string etag = await requests.RunAsync(
            $"UploadPart {part.Number} of",
            target.Name,
            async (_, idle) =>
            {
                UploadPartRequest request = target.Part(_id, part, digest, _ => idle.Touch());
                UploadPartResponse answer = await requests.Client.UploadPartAsync(request, idle.Token).ConfigureAwait(false);
                return answer.ETag is { Length: > 0 } tag ? tag : throw requests.Errors.Strange(target.Name, "an answer has no ETag");
            },
            cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _sent[part.Number] = (digest, new PartETag(part.Number, etag) { ChecksumSHA256 = digest.Sha256Text });
            _sentBytes += part.Count;
            progress?.Report(_sentBytes);
        }
    }

    private async Task<bool> AttemptCompletionAsync(bool onlyIfFree, CommitToken commit, RequestAttempt attempt, IdleLimit idle)
    {
        commit.Begin();
        idle.Token.ThrowIfCancellationRequested();
        if (attempt.Number > 1 && await IsOursAsync(idle.Token).ConfigureAwait(false))
        {
            return true; // done before, and only the answer was lost
        }

        commit.Leave();
        remains.ObjectMayBeThere();
        try
        {
            CompleteMultipartUploadRequest request = target.Complete(_id, _sent.Values.Select(part => part.ETag), onlyIfFree);
            CompleteMultipartUploadResponse answer = await requests.Client.CompleteMultipartUploadAsync(request, idle.Token).ConfigureAwait(false);
            return answer.ETag is { Length: > 0 } ? true : throw requests.Errors.Strange(target.Name, "an answer has no ETag");
        }
        catch (AmazonServiceException exception) when (S3FaultTable.Of(exception) is S3Fault.ConditionFailed or S3Fault.UploadGone or S3Fault.ObjectMissing)
        {
            if (await IsOursAsync(idle.Token).ConfigureAwait(false))
            {
                return true;
            }

            throw S3FaultTable.Of(exception) == S3Fault.ConditionFailed
                ? new StorageObjectExistsException(requests.Storage, target.Name, exception)
                : requests.Errors.UploadGone(target.Name, exception);
        }
    }

    private async Task<bool> IsOursAsync(CancellationToken cancellationToken) =>
        await requests.HeadAsync(target.Name, cancellationToken).ConfigureAwait(false) is { } head && target.IsOurs(head);
}
