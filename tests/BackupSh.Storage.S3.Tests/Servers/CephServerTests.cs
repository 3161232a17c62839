using Amazon.S3;
using Amazon.S3.Model;

namespace BackupSh.Storage.S3.Tests.Servers;

public sealed class CephServerTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_Started_StoresObjects()
    {
        await bucket.Client.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket.Name, Key = "a", ContentBody = "content", UseChunkEncoding = false }, Token);

        Assert.Equal(["a"], await bucket.KeysAsync(Token));
        Assert.Empty(await bucket.UnfinishedAsync(Token));
    }

    [Fact]
    public async Task Server_WrongSecret_Refuses()
    {
        using AmazonS3Client stranger = (bucket.Account with { SecretAccessKey = "wrong" }).CreateClient();

        AmazonS3Exception failure = await Assert.ThrowsAsync<AmazonS3Exception>(
            () => stranger.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket.Name }, Token));

        Assert.Equal("SignatureDoesNotMatch", failure.ErrorCode);
    }
}
