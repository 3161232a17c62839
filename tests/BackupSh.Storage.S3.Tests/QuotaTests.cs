using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.Storage.S3.Tests.Wire;
using BackupSh.TestSupport;

namespace BackupSh.Storage.S3.Tests;

public sealed class QuotaTests(S3Servers servers, TestBucket bucket) : IClassFixture<TestBucket>
{
    private const string Name = "shop.2026-11-24_03-00-00.bin";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UploadAsync_BucketIsFull_FailsAndKeepsNothing()
    {
        CephServer server = await servers.MemoryAsync();
        await server.LimitBucketAsync(bucket.Name, objects: 1, Token);
        await using WireBench bench = new(bucket);
        await bench.PutDirectlyAsync("full", [1]);

        foreach (int bytes in (int[])[1000, 3 * WireBench.PartBytes])
        {
            StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.UploadAsync(Name, ContentStream.Bytes(bytes)));

            Assert.Equal(("BSH0277", false), (failure.Code, failure.IsTransient));
            Assert.Equal(["full"], await bench.NamesAsync());
            Assert.Equal(0, await bench.UnfinishedAsync());
        }
    }
}
