using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using BackupSh.TestSupport.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.EndToEnd.Tests.Places;

internal sealed class BucketPlace : ServerPlace
{
    private readonly string _bucket = $"test-{Guid.NewGuid():N}";
    private readonly CephServer _server;
    private readonly AmazonS3Client _client;

    private BucketPlace(CephServer server)
        : base("bucket", server.Endpoint)
    {
        _server = server;
        _client = new AmazonS3Client(
            new BasicAWSCredentials(server.AccessKeyId, server.SecretAccessKey),
            new AmazonS3Config { ServiceURL = server.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
    }

    internal static async Task<BucketPlace> CreateAsync(CephServer server, CancellationToken cancellationToken)
    {
        BucketPlace place = new(server);
        await place._client.PutBucketAsync(place._bucket, cancellationToken);
        return place;
    }

    internal override void AddTo(IBackupShBuilder builder) => builder.AddS3Storage(Name, options =>
    {
        options.ServiceUrl = Endpoint.ToString();
        options.BucketName = _bucket;
        options.AccessKeyId = _server.AccessKeyId;
        options.SecretAccessKey = _server.SecretAccessKey;
    });

    internal override async Task<SortedDictionary<string, byte[]>> ReadAllAsync(CancellationToken cancellationToken)
    {
        SortedDictionary<string, byte[]> objects = new(StringComparer.Ordinal);
        ListObjectsV2Response listing = await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket }, cancellationToken);
        foreach (S3Object found in listing.S3Objects ?? [])
        {
            using GetObjectResponse answer = await _client.GetObjectAsync(_bucket, found.Key, cancellationToken);
            using MemoryStream content = new();
            await answer.ResponseStream.CopyToAsync(content, cancellationToken);
            objects.Add(found.Key, content.ToArray());
        }

        return objects;
    }

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return base.DisposeAsync();
    }
}
