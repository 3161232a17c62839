using System.Text;
using System.Text.RegularExpressions;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>What goes wrong on the wire while the bucket is listed: a listing is complete, or it throws.</summary>
public sealed partial class ListFaultTests(TestBucket bucket) : IClassFixture<TestBucket>, IAsyncLifetime
{
    // Two full pages and one object.
    private const int Count = (2 * WireBench.PageObjects) + 1;

    private static readonly string[] Names = [.. Enumerable.Range(0, Count).Select(i => $"object-{i:000}")];

    private readonly string _prefix = Guid.NewGuid().ToString("N");

    public static TheoryData<int, string> StrangeAnswers()
    {
        TheoryData<int, string> data = [];
        for (int page = 0; page < 3; page++)
        {
            data.Add(page, "");
            data.Add(page, "<html><body>Log in first.</body></html>");
            data.Add(page, "{\"objects\":[]}");
            data.Add(page, "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></ListBucketResult>");
            data.Add(page, "<?xml version=\"1.0\"?><ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StrangeAnswers))]
    public async Task ListAsync_SuccessThatIsNoListing_Throws(int page, string body)
    {
        await using WireBench bench = Bench();
        bench.On(S3Call.List, WireFault.Answer(new WireResponse(200, body)), skip: page, times: int.MaxValue);

        await Assert.ThrowsAsync<StorageException>(() => bench.ListAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ListAsync_PageFails_ThrowsWithoutAnyEntry(int page)
    {
        await using WireBench bench = Bench();
        bench.On(S3Call.List, WireFault.Answer(new WireResponse(500)), skip: page, times: int.MaxValue);
        List<StorageObject> seen = [];

        StorageException failure = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            await foreach (StorageObject item in bench.Storage.ListAsync("", TestContext.Current.CancellationToken))
            {
                seen.Add(item);
            }
        });

        Assert.True(failure.IsTransient, failure.ToString());
        Assert.Empty(seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ListAsync_PageFailsOnce_IsCompleteAfterAll(int page)
    {
        await using WireBench bench = Bench();
        bench.On(S3Call.List, WireFault.Answer(new WireResponse(503)), skip: page);
        bench.On(S3Call.List, WireFault.CutBody(CutPoint.Middle)); // the repetition

        Assert.Equal(Names, await bench.ListAsync());
        Assert.Equal(5, bench.Count(S3Call.List));
    }

    [Fact]
    public async Task ListAsync_CursorIsForgotten_RestartsOrThrows()
    {
        await using WireBench bench = Bench();
        WireResponse forgotten = new(400, "<Error><Code>InvalidArgument</Code><Message>The continuation token provided is incorrect</Message></Error>");
        bench.Proxy.On(request => S3Call.List.Matches(request) && request.Query.ContainsKey("continuation-token"), WireFault.Answer(forgotten));

        IReadOnlyList<string> names = [];
        Exception? failure = await Record.ExceptionAsync(async () => names = await bench.ListAsync());

        Assert.True(failure is StorageException || names.SequenceEqual(Names), failure?.ToString());
    }

    [Fact]
    public async Task ListAsync_PageRepeatsEntries_ListsEachOnce()
    {
        await using WireBench bench = Bench();
        bench.On(S3Call.List, WireFault.Rewrite("entries twice", response => response.WithBody(
            Encoding.UTF8.GetBytes(Entry().Replace(response.Text, "$0$0")))), times: int.MaxValue);

        Assert.Equal(Names, await bench.ListAsync());
    }

    [Fact]
    public async Task ListAsync_SamePageForEver_Throws()
    {
        await using WireBench bench = Bench();
        WireResponse? first = null;
        bench.On(S3Call.List, WireFault.Rewrite("the first page again", response => first ??= response), times: int.MaxValue);

        await Assert.ThrowsAsync<StorageException>(() => bench.ListAsync());
    }

    [Fact]
    public async Task ListAsync_OtherBucketsListing_Throws()
    {
        await using WireBench bench = Bench();
        bench.On(S3Call.List, WireFault.Rewrite("another bucket", response => response.WithBody(
            Encoding.UTF8.GetBytes(response.Text.Replace(bucket.Name, "another", StringComparison.Ordinal)))), times: int.MaxValue);

        await Assert.ThrowsAsync<StorageException>(() => bench.ListAsync());
    }

    [Fact]
    public async Task ListAsync_UnfinishedUploadsAndDeletedObjects_AreNotListed()
    {
        await using WireBench bench = new(bucket);
        await bucket.Client.InitiateMultipartUploadAsync(bucket.Name, $"{bench.Prefix}/unfinished", TestContext.Current.CancellationToken);
        await bench.PutDirectlyAsync("kept", [1]);
        await bench.PutDirectlyAsync("deleted", [1]);
        await bucket.Client.DeleteObjectAsync(bucket.Name, $"{bench.Prefix}/deleted", TestContext.Current.CancellationToken);

        Assert.Equal(["kept"], await bench.ListAsync());
    }

    public async ValueTask InitializeAsync()
    {
        await using WireBench bench = Bench();
        await Parallel.ForEachAsync(Names, TestContext.Current.CancellationToken, async (name, token) => await bucket.Client.PutObjectAsync(
            new Amazon.S3.Model.PutObjectRequest { BucketName = bucket.Name, Key = $"{_prefix}/{name}", ContentBody = "x", UseChunkEncoding = false }, token));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [GeneratedRegex("<Contents>.*?</Contents>", RegexOptions.Singleline)]
    private static partial Regex Entry();

    private WireBench Bench() => new(bucket, options => options.Prefix = _prefix);
}
