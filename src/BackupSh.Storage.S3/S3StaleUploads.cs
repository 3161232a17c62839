using Amazon.S3.Model;

namespace BackupSh.Storage.S3;

/// <summary>Removes multipart uploads that a process of ours has begun and not lived to end: their parts cost money.</summary>
/// <remarks>Ours are those directly below the prefix whose keys are names of archives. One is stale if neither it nor any of
/// its parts is younger than the age: an upload that runs for days stays as long as it sends parts.</remarks>
internal sealed class S3StaleUploads(S3Requests requests)
{
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private DateTimeOffset? _swept;

    /// <summary>Sweeps, once a day at most. Never throws, except for a cancellation: a leftover is no reason to fail an upload.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (!IsDue())
        {
            return;
        }

        using CancellationTokenSource limit = new(Limit, requests.Time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await SweepAllAsync(linked.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StorageException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.NotSwept(requests.Logger, requests.Storage, exception);
        }
    }

    private bool IsDue()
    {
        DateTimeOffset now = requests.Time.GetUtcNow();
        lock (_lock)
        {
            if (_swept is { } last && now - last < Interval)
            {
                return false;
            }

            _swept = now;
            return true;
        }
    }

    private async Task SweepAllAsync(CancellationToken cancellationToken)
    {
        ListMultipartUploadsRequest request = new() { BucketName = requests.Bucket, Prefix = requests.Keys.Of("") };
        ListMultipartUploadsResponse page;
        do
        {
            page = await requests.RunAsync(
                "ListMultipartUploads", null, (_, idle) => requests.Client.ListMultipartUploadsAsync(request, idle.Token), cancellationToken)
                .ConfigureAwait(false);
            foreach (MultipartUpload upload in page.MultipartUploads ?? [])
            {
                await SweepOneAsync(upload, cancellationToken).ConfigureAwait(false);
            }

            request.KeyMarker = page.NextKeyMarker;
            request.UploadIdMarker = page.NextUploadIdMarker;
        }
        while (page.IsTruncated == true && !string.IsNullOrEmpty(page.NextKeyMarker));
    }

    private async Task SweepOneAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        if (!requests.Keys.IsArchive(upload.Key) || !IsOld(upload.Initiated)
            || await HasYoungPartAsync(upload, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        AbortMultipartUploadRequest abort = new() { BucketName = requests.Bucket, Key = upload.Key, UploadId = upload.UploadId };
        await requests.RunAsync(
            "AbortMultipartUpload", null, (_, idle) => requests.Client.AbortMultipartUploadAsync(abort, idle.Token), cancellationToken)
            .ConfigureAwait(false);
        Log.Swept(requests.Logger, upload.Key, requests.Storage, S3Listing.TimeOf(upload.Initiated));
    }

    // No time is no proof of age.
    private bool IsOld(DateTime? time) => time is not null && requests.Time.GetUtcNow() - S3Listing.TimeOf(time) > requests.Options.StaleUploadAge;

    private async Task<bool> HasYoungPartAsync(MultipartUpload upload, CancellationToken cancellationToken)
    {
        ListPartsRequest request = new() { BucketName = requests.Bucket, Key = upload.Key, UploadId = upload.UploadId };
        ListPartsResponse page;
        do
        {
            page = await requests.RunAsync("ListParts", null, (_, idle) => requests.Client.ListPartsAsync(request, idle.Token), cancellationToken)
                .ConfigureAwait(false);
            if (page.IsTruncated is null || (page.Parts ?? []).Exists(part => !IsOld(part.LastModified)))
            {
                return true;
            }

            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        while (page.IsTruncated == true && request.PartNumberMarker is not null);

        return false;
    }
}
