using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace BackupSh.Storage.S3.Tests.Servers;

/// <summary>A bucket of a test class's own, with Amazon's client to look at it from outside: use as a class fixture.</summary>
public sealed class S3Bucket(S3Servers servers) : IAsyncLifetime
{
    private AmazonS3Client? _client;
    private CephServer? _server;

    public string Name { get; } = $"test-{Guid.NewGuid():N}";

    public CephServer Server => _server ?? throw new InvalidOperationException("The fixture has not been initialized.");

    public Uri Endpoint => Server.Endpoint;

    public AmazonS3Client Client => _client ?? throw new InvalidOperationException("The fixture has not been initialized.");

    /// <summary>Makes Amazon's client for an address, as this server understands it: without checksums in trailers.</summary>
    public static AmazonS3Client ClientOf(Uri endpoint) => new(
        new BasicAWSCredentials(CephServer.AccessKeyId, CephServer.SecretAccessKey),
        new AmazonS3Config
        {
            ServiceURL = endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });

    public async ValueTask InitializeAsync()
    {
        _server = await servers.MemoryAsync();
        _client = ClientOf(Endpoint);
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
