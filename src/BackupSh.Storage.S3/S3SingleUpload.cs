using Amazon.Runtime;
using Amazon.S3.Model;
using BackupSh.Shared;

namespace BackupSh.Storage.S3;

/// <summary>Stores content of one part with one request.</summary>
internal sealed class S3SingleUpload(S3Requests requests, S3UploadTarget target, S3Remains remains)
{
    /// <summary>Sends the part.</summary>
    /// <param name="part">All of the content.</param>
    /// <param name="onlyIfFree">Whether the server refuses a taken name by itself; then it is asked to.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal async Task<SentContent> SendAsync(ContentPart part, bool onlyIfFree, CancellationToken cancellationToken)
    {
        PartDigest digest = await Task.Run(() => PartDigest.Of(part, requests.HasSha256), cancellationToken).ConfigureAwait(false);
        using CommitToken commit = new(cancellationToken);
        try
        {
            await requests.RunAsync(
                "PutObject", target.Name, (_, idle) => AttemptAsync(part, digest, onlyIfFree, commit, idle), commit.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }

        return new SentContent([digest], isMultipart: false);
    }

    private async Task<bool> AttemptAsync(ContentPart part, PartDigest digest, bool onlyIfFree, CommitToken commit, IdleLimit idle)
    {
        commit.Begin();
        remains.ObjectMayBeThere();
        PutObjectRequest request = target.Put(part, digest, onlyIfFree, _ => idle.Touch());
        Task<PutObjectResponse> answer = Task.Run(() => requests.Client.PutObjectAsync(request, idle.Token), idle.Token);
        try
        {
            return (await answer.ConfigureAwait(false)).ETag is { Length: > 0 } ? true : throw requests.Errors.Strange(target.Name, "an answer has no ETag");
        }
        catch (AmazonServiceException exception) when (S3FaultTable.Of(exception) == S3Fault.ConditionFailed)
        {
            // Where an attempt was stored and only its answer lost, the name is taken by ourselves.
            return await IsOursAsync(idle.Token).ConfigureAwait(false)
                ? true
                : throw new StorageObjectExistsException(requests.Storage, target.Name, exception);
        }
    }

    private async Task<bool> IsOursAsync(CancellationToken cancellationToken) =>
        await requests.HeadAsync(target.Name, cancellationToken).ConfigureAwait(false) is { } head && target.IsOurs(head);
}
