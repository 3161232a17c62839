using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>An upload in a process whose heap is smaller than the object.</summary>
public sealed class UploadMemoryTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    [Fact]
    public async Task UploadAsync_ManyParts_NeedsTheMemoryOfThoseInFlight()
    {
        await SmallHeap.RunAsync(
            typeof(UploadMemoryPart).GetMethod(nameof(UploadMemoryPart.UploadAsync_ChildProcess_UploadsMoreThanItsHeap))!,
            new Dictionary<string, string>
            {
                [UploadMemoryPart.BucketVariable] = bucket.Name,
                ["BACKUPSH_S3_ENDPOINT"] = bucket.Account.Endpoint.ToString(),
                ["BACKUPSH_S3_ACCESS_KEY"] = bucket.Account.AccessKeyId,
                ["BACKUPSH_S3_SECRET_KEY"] = bucket.Account.SecretAccessKey,
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(["object"], await bucket.KeysAsync(TestContext.Current.CancellationToken));
    }
}

/// <summary>What the child process does.</summary>
public sealed class UploadMemoryPart
{
    internal const string BucketVariable = "BACKUPSH_TEST_BUCKET";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task UploadAsync_ChildProcess_UploadsMoreThanItsHeap()
    {
        S3StorageOptions options = TestOptions.For(S3Account.FromEnvironment!, Environment.GetEnvironmentVariable(BucketVariable)!);
        (options.PartBytes, options.PartsInFlight) = (PartPlan.SmallestPartBytes, 4);
        using S3Storage storage = new("s3", options, TimeProvider.System, NullLogger.Instance);
        await SmallHeap.UploadAsync(storage, "object", Token);
    }
}
