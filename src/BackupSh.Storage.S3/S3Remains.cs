using Amazon.S3.Model;

namespace BackupSh.Storage.S3;

/// <summary>What a failed upload may have left, and its removal.</summary>
internal sealed class S3Remains(S3Requests requests, S3UploadTarget target)
{
    // Its own time: the upload's token has fired, or the server is slow just now.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private string? _uploadId;
    private bool _hasObject;

    internal void UploadIsThere(string id) => _uploadId = id;

    internal void ObjectMayBeThere() => _hasObject = true;

    /// <summary>Removes it. Never throws: the upload's own failure says more; what stays is swept later, or listed as an orphan.</summary>
    internal async Task RemoveAsync()
    {
        using CancellationTokenSource limit = new(Limit, requests.Time);
        try
        {
            if (_uploadId is not null)
            {
                await AbortAsync(_uploadId, limit.Token).ConfigureAwait(false);
            }

            // Under the name may stand another one's object, if it was faster.
            if (_hasObject && await requests.HeadAsync(target.Name, limit.Token).ConfigureAwait(false) is { } head && target.IsOurs(head))
            {
                await requests.DeleteAsync(target.Name, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is StorageException or OperationCanceledException)
        {
            Log.LeftBehind(requests.Logger, target.Name, requests.Storage, exception);
        }
    }

    private async Task AbortAsync(string id, CancellationToken cancellationToken)
    {
        AbortMultipartUploadRequest request = new() { BucketName = requests.Bucket, Key = target.Key, UploadId = id };
        try
        {
            await requests.RunAsync(
                "AbortMultipartUpload", target.Name, (_, idle) => requests.Client.AbortMultipartUploadAsync(request, idle.Token), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (StorageException exception) when (exception.InnerException is { } inner && S3FaultTable.Of(inner) is S3Fault.UploadGone or S3Fault.ObjectMissing)
        {
            // It was completed or aborted before.
        }
    }
}
