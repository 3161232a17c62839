using Amazon.S3.Model;

namespace BackupSh.Storage.S3;

/// <summary>Lists what lies directly below the prefix: all of it, or it throws.</summary>
internal sealed class S3Listing(S3Requests requests)
{
    /// <summary>Lists to the end before the first object is told: what breaks must not look like a short listing.</summary>
    internal async Task<IReadOnlyCollection<StorageObject>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        Dictionary<string, StorageObject> objects = new(StringComparer.Ordinal);
        HashSet<string> tokens = new(StringComparer.Ordinal);
        string? token = null;
        do
        {
            string? current = token;
            ListObjectsV2Response page = await requests.RunAsync(
                "ListObjectsV2", null, (_, idle) => PageAsync(prefix, current, idle.Token), cancellationToken).ConfigureAwait(false);
            foreach (S3Object item in page.S3Objects ?? [])
            {
                if (requests.Keys.NameOf(item.Key) is { } name)
                {
                    objects[name] = StorageObjectOf(name, item);
                }
            }

            token = page.IsTruncated == true ? page.NextContinuationToken : null;
            if (token is not null && !tokens.Add(token))
            {
                throw requests.Errors.ListingIncomplete("a page names itself as the next one");
            }
        }
        while (token is not null);

        return objects.Values;
    }

    /// <summary>Throws unless the bucket is there: a missing object in a missing bucket is not missing, it is unknown.</summary>
    internal Task RequireBucketAsync(CancellationToken cancellationToken) =>
        requests.RunAsync("ListObjectsV2", null, (_, idle) => PageAsync(S3Keys.ProbeName, null, idle.Token, maximum: 1), cancellationToken);

    /// <summary>Times of listings have fractions of a second where those of objects have none.</summary>
    internal static DateTimeOffset TimeOf(DateTime? time)
    {
        DateTime utc = time?.ToUniversalTime() ?? DateTime.UnixEpoch;
        return new DateTimeOffset(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    internal static string? VersionOf(string? etag) => string.IsNullOrEmpty(etag) ? null : etag.Trim('"');

    private static StorageObject StorageObjectOf(string name, S3Object item) =>
        new(name, item.Size ?? 0, TimeOf(item.LastModified)) { Version = VersionOf(item.ETag) };

    private async Task<ListObjectsV2Response> PageAsync(string prefix, string? token, CancellationToken cancellationToken, int? maximum = null)
    {
        ListObjectsV2Request request = new()
        {
            BucketName = requests.Bucket,
            Prefix = requests.Keys.Of(prefix),
            Delimiter = "/",
            ContinuationToken = token,
            MaxKeys = maximum ?? requests.Options.PageObjects,
        };

        ListObjectsV2Response page = await requests.Client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);

        // The SDK makes an empty page of an answer without a body and of the page of a proxy: these are not in it.
        string? why = page.IsTruncated is null ? "an answer does not say whether it is the last one"
            : page.Name != requests.Bucket ? $"an answer is about the bucket '{page.Name}'"
            : page.IsTruncated == true && string.IsNullOrEmpty(page.NextContinuationToken) ? "a page does not say where the next one begins"
            : (page.S3Objects ?? []).Exists(item => item.Key is null || item.Size is null) ? "an object has no name or no size"
            : null;
        return why is null ? page : throw requests.Errors.ListingIncomplete(why);
    }
}
