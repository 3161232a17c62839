using System.Diagnostics;
using System.Reflection;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>An upload holds the parts in flight, and no more of the object.</summary>
public sealed class UploadMemoryTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    private const string BucketVariable = "BACKUPSH_TEST_BUCKET";
    private const string EndpointVariable = "BACKUPSH_TEST_ENDPOINT";

    [Fact]
    public Task UploadAsync_ManyParts_NeedsTheMemoryOfThoseInFlight() => SmallHeap.RunAsync(
        typeof(UploadMemoryTests.Child).GetMethod(nameof(Child.UploadAsync_InASmallHeap_Succeeds))!,
        new Dictionary<string, string> { [BucketVariable] = bucket.Name, [EndpointVariable] = bucket.Account.Endpoint.ToString() },
        TestContext.Current.CancellationToken);

    public sealed class Child
    {
        [Fact(Explicit = true)]
        public async Task UploadAsync_InASmallHeap_Succeeds()
        {
            SmallHeap.AssertIsLimited();
            S3Account account = new(new Uri(Environment.GetEnvironmentVariable(EndpointVariable)!), "backupshtest", "backupshtestsecret");
            S3StorageOptions options = account.NewOptions(Environment.GetEnvironmentVariable(BucketVariable)!);
            (options.PartBytes, options.PartsInFlight) = (5 * 1024 * 1024, 4);
            using S3Storage storage = new("s3", options, TimeProvider.System, NullLogger.Instance);
            await using Stream content = new Testing.FakeSourceStream(SmallHeap.EnoughBytes);

            StorageObject stored = await storage.UploadAsync(
                "large", content, new UploadOptions { RunId = "run-1" }, TestContext.Current.CancellationToken);

            Assert.Equal(SmallHeap.EnoughBytes, stored.SizeBytes);
        }
    }
}
