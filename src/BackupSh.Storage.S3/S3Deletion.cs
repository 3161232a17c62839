using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace BackupSh.Storage.S3;

/// <summary>Deletes objects, with one outcome each.</summary>
/// <remarks>A deletion in S3 does not say whether there was anything, so each name is looked at first. In a bucket with
/// versions, an object whose newest version is a delete marker is gone: the older versions are the bucket's business.</remarks>
internal sealed class S3Deletion(S3Requests requests, S3Listing listing)
{
    private const int Parallel = 16;

    /// <summary>Returns until when an object is locked, or was.</summary>
    internal static DateTimeOffset? RetainedUntil(GetObjectMetadataResponse head) =>
        head.ObjectLockRetainUntilDate is { } date ? new DateTimeOffset(date.ToUniversalTime(), TimeSpan.Zero) : null;

    internal async Task<IReadOnlyList<DeleteOutcome>> DeleteAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, DeleteOutcome> outcomes = new(StringComparer.Ordinal);
        string[] distinct = [.. names.Distinct(StringComparer.Ordinal)];
        List<string> present = await LookAsync(distinct, outcomes, cancellationToken).ConfigureAwait(false);
        foreach (string[] batch in present.Chunk(requests.Options.BatchNames))
        {
            await DeleteBatchAsync(batch, outcomes, cancellationToken).ConfigureAwait(false);
        }

        return [.. names.Select(name => outcomes[name])];
    }

    /// <summary>Returns the names that can be deleted; the outcomes of the others are known then.</summary>
    private async Task<List<string>> LookAsync(string[] names, ConcurrentDictionary<string, DeleteOutcome> outcomes, CancellationToken cancellationToken)
    {
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        ConcurrentBag<string> present = [];
        await System.Threading.Tasks.Parallel.ForEachAsync(names, parallel, async (name, token) =>
        {
            if (await requests.HeadAsync(name, token).ConfigureAwait(false) is not { } head)
            {
                outcomes[name] = new DeleteOutcome(name, DeleteStatus.NotFound);
            }
            else if (IsLocked(head, out DateTimeOffset? until))
            {
                outcomes[name] = new DeleteOutcome(name, DeleteStatus.Retained, requests.Errors.Locked(name, until));
            }
            else
            {
                present.Add(name);
            }
        }).ConfigureAwait(false);

        if (present.IsEmpty && names.Length > 0)
        {
            await listing.RequireBucketAsync(cancellationToken).ConfigureAwait(false);
        }

        return [.. present];
    }

    private bool IsLocked(GetObjectMetadataResponse head, out DateTimeOffset? until)
    {
        until = RetainedUntil(head);
        if (until > requests.Time.GetUtcNow())
        {
            return true;
        }

        until = null;
        return head.ObjectLockLegalHoldStatus == ObjectLockLegalHoldStatus.On;
    }

    private async Task DeleteBatchAsync(string[] names, ConcurrentDictionary<string, DeleteOutcome> outcomes, CancellationToken cancellationToken)
    {
        if (names.Length == 1)
        {
            await DeleteOneAsync(names[0], outcomes, cancellationToken).ConfigureAwait(false);
            return;
        }

        DeleteObjectsResponse answer;
        try
        {
            answer = await requests.RunAsync("DeleteObjects", null, (_, idle) => SendAsync(names, idle.Token), cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception) when (IsRefusalOfBatches(exception))
        {
            foreach (string name in names)
            {
                await DeleteOneAsync(name, outcomes, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        Note(names, answer, outcomes);
        foreach (string name in names.Where(name => !outcomes.ContainsKey(name)))
        {
            await DeleteOneAsync(name, outcomes, cancellationToken).ConfigureAwait(false); // the answer does not mention it
        }
    }

    // Servers that have no batches say so in many ways; single deletions then say what is really wrong.
    private static bool IsRefusalOfBatches(StorageException exception) =>
        exception.InnerException is AmazonServiceException service
        && S3FaultTable.Of(service) is S3Fault.NotSupported or S3Fault.NotAllowed or S3Fault.AccessDenied or S3Fault.PayloadRefused or S3Fault.Unknown;

    private void Note(string[] names, DeleteObjectsResponse answer, ConcurrentDictionary<string, DeleteOutcome> outcomes)
    {
        HashSet<string> asked = new(names, StringComparer.Ordinal);
        foreach (DeletedObject deleted in answer.DeletedObjects ?? [])
        {
            if (requests.Keys.NameOf(deleted.Key) is { } name && asked.Contains(name))
            {
                outcomes[name] = new DeleteOutcome(name, DeleteStatus.Deleted);
            }
        }

        foreach (DeleteError error in answer.DeleteErrors ?? [])
        {
            if (requests.Keys.NameOf(error.Key) is { } name && asked.Contains(name))
            {
                outcomes[name] = new DeleteOutcome(name, DeleteStatus.Failed, requests.Errors.Refusal(error.Code, error.Message, name));
            }
        }
    }

    private async Task<DeleteObjectsResponse> SendAsync(string[] names, CancellationToken cancellationToken)
    {
        DeleteObjectsRequest request = new()
        {
            BucketName = requests.Bucket,
            Objects = [.. names.Select(name => new KeyVersion { Key = requests.Keys.Of(name) })],
            Quiet = false,
        };
        try
        {
            return await requests.Client.DeleteObjectsAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (DeleteObjectsException exception)
        {
            return exception.Response; // it says what became of each name
        }
    }

    private async Task DeleteOneAsync(string name, ConcurrentDictionary<string, DeleteOutcome> outcomes, CancellationToken cancellationToken)
    {
        try
        {
            await requests.DeleteAsync(name, cancellationToken).ConfigureAwait(false);
            outcomes[name] = new DeleteOutcome(name, DeleteStatus.Deleted);
        }
        catch (StorageObjectNotFoundException)
        {
            outcomes[name] = new DeleteOutcome(name, DeleteStatus.NotFound);
        }
        catch (StorageException exception) when (!exception.IsTransient && exception.Code != "BSH0270")
        {
            outcomes[name] = new DeleteOutcome(name, DeleteStatus.Failed, exception.Error);
        }
    }
}
