using Amazon.S3.Model;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3.Tests;

public sealed class S3ForeignThingsTests(TestBucket bucket) : ForeignThingsTests, IClassFixture<TestBucket>
{
    // What other programs leave in buckets: folders, their markers, names of every kind.
    private static readonly string[] Keys =
        ["folder/", "folder/deep/file.txt", ".hidden", " leading", "trailing ", "a%2Fb", "ünïcode/日本.txt", "x\\y", "q?a=b&c#d", "plus+plus"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_KeysOfOthers_BreakNothingAndStay()
    {
        string prefix = Guid.NewGuid().ToString("N");
        S3StorageOptions options = TestOptions.For(bucket.Account, bucket.Name);
        options.Prefix = prefix;
        using S3Storage storage = new("s3", options, TimeProvider.System, NullLogger.Instance);
        foreach (string key in Keys)
        {
            await bucket.Client.PutObjectAsync(
                new PutObjectRequest { BucketName = bucket.Name, Key = $"{prefix}/{key}", ContentBody = "theirs", UseChunkEncoding = false }, Token);
        }

        await storage.UploadAsync("ours", new MemoryStream([1]), new UploadOptions { RunId = "run-1" }, Token);

        List<string> names = await storage.ListAsync("", Token).Select(item => item.Name).ToListAsync(Token);
        await storage.DeleteAsync(["ours"], Token);

        Assert.Contains("ours", names);
        Assert.All(names.Where(name => name != "ours"), name => Assert.Contains(name, Keys));
        ListObjectsV2Response left = await bucket.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket.Name, Prefix = prefix }, Token);
        Assert.Equal(Keys.Select(key => $"{prefix}/{key}").Order(StringComparer.Ordinal), left.S3Objects.Select(item => item.Key).Order(StringComparer.Ordinal));
    }

    protected override Task<IBackupStorage> OpenEmptyAsync(CancellationToken cancellationToken)
    {
        S3StorageOptions options = TestOptions.For(bucket.Account, bucket.Name);
        options.Prefix = Guid.NewGuid().ToString("N");
        return Task.FromResult<IBackupStorage>(new S3Storage("s3", options, TimeProvider.System, NullLogger.Instance));
    }
}
