using Amazon.S3;
using Amazon.S3.Model;

namespace BackupSh.Storage.S3.Tests.Servers;

/// <summary>A bucket of a test class's own, with Amazon's client to look at it from outside: use as a class fixture.</summary>
public sealed class TestBucket(S3Servers servers) : IAsyncLifetime
{
    private AmazonS3Client? _client;
    private S3Account? _account;

    public string Name { get; } = $"test-{Guid.NewGuid():N}";

    public S3Account Account => _account ?? throw new InvalidOperationException("The fixture has not been initialized.");

    public AmazonS3Client Client => _client ?? throw new InvalidOperationException("The fixture has not been initialized.");

    public async ValueTask InitializeAsync()
    {
        _account = await servers.AccountAsync();
        _client = _account.CreateClient();
        await _client.PutBucketAsync(Name);
    }

    /// <summary>Returns the keys of all objects, as the server tells them.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(CancellationToken cancellationToken)
    {
        ListObjectsV2Response response = await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Name }, cancellationToken);
        Assert.False(response.IsTruncated);
        return [.. (response.S3Objects ?? []).Select(item => item.Key)];
    }

    /// <summary>Returns the keys of the multipart uploads that were neither completed nor aborted.</summary>
    public async Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        ListMultipartUploadsResponse response = await Client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = Name }, cancellationToken);
        return [.. (response.MultipartUploads ?? []).Select(upload => upload.Key)];
    }

    public ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return ValueTask.CompletedTask;
    }
}
