using System.Globalization;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3.Tests;

/// <summary>A listing is complete, or it throws: with a server whose answers a test writes.</summary>
public sealed class S3ListingTests : IAsyncDisposable
{
    private readonly FaultProxy _server = FaultProxy.Start(upstream: null);
    private readonly S3Storage _storage;

    public S3ListingTests()
    {
        S3StorageOptions options = TestOptions.For(new S3Account(_server.Endpoint, "id", "secret"), "acme");
        _storage = new S3Storage("offsite", options, new JumpingClock(), NullLogger.Instance);
    }

    public static TheoryData<string, string> IncompletePages => new()
    {
        { "no body", "" },
        { "a page of a proxy", "<html><body>Please log in</body></html>" },
        { "other XML", "<Answer/>" },
        { "no word whether more follows", "<ListBucketResult><Name>acme</Name></ListBucketResult>" },
        { "no bucket", "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>" },
        { "another bucket", "<ListBucketResult><Name>other</Name><IsTruncated>false</IsTruncated></ListBucketResult>" },
        { "more, but no word where", "<ListBucketResult><Name>acme</Name><IsTruncated>true</IsTruncated></ListBucketResult>" },
        { "cut in the middle", "<ListBucketResult><Name>acme</Name><IsTruncated>false</IsTruncated><Contents><Key>a</Key>" },
        { "an object without size", Page("<Contents><Key>a</Key></Contents>") },
    };

    public async ValueTask DisposeAsync()
    {
        _storage.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(IncompletePages))]
    public async Task ListAsync_PageIsNotProvablyComplete_Throws(string what, string body)
    {
        Answer(body, times: 20);

        StorageException exception = await Assert.ThrowsAsync<StorageException>(ListAsync);

        Assert.True(exception.Code is "BSH0281" or "BSH0291", $"{what}: {exception.Message}");
    }

    [Fact]
    public async Task ListAsync_ProvablyEmpty_IsEmpty()
    {
        Answer(Page(""));

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task ListAsync_ObjectOnTwoPages_IsListedOnce()
    {
        Answer(Page(Entry("a") + Entry("b"), next: "2"));
        Answer(Page(Entry("b") + Entry("c")));

        Assert.Equal(["a", "b", "c"], await ListAsync());
    }

    [Fact]
    public async Task ListAsync_PageNamesItselfAsNext_Throws()
    {
        Answer(Page(Entry("a"), next: "2"), times: 100);

        Assert.Equal("BSH0291", (await Assert.ThrowsAsync<StorageException>(ListAsync)).Code);
    }

    [Fact]
    public async Task ListAsync_LastPageFails_TellsNoObjectAtAll()
    {
        Answer(Page(Entry("a"), next: "2"));
        _server.On(_ => true, WireFault.Answer(new WireResponse(403, "<Error><Code>AccessDenied</Code></Error>")), times: 100);
        List<string> told = [];

        StorageException exception = await Assert.ThrowsAsync<StorageException>(async () =>
        {
            await foreach (StorageObject item in _storage.ListAsync("", TestContext.Current.CancellationToken))
            {
                told.Add(item.Name);
            }
        });

        Assert.Equal("BSH0271", exception.Code);
        Assert.Empty(told);
    }

    private static string Entry(string key) => string.Create(
        CultureInfo.InvariantCulture, $"<Contents><Key>{key}</Key><LastModified>2026-11-24T03:00:00.000Z</LastModified><ETag>&quot;1&quot;</ETag><Size>1</Size></Contents>");

    private static string Page(string contents, string? next = null) =>
        $"<ListBucketResult><Name>acme</Name><IsTruncated>{(next is null ? "false" : "true")}</IsTruncated>"
        + (next is null ? "" : $"<NextContinuationToken>{next}</NextContinuationToken>") + contents + "</ListBucketResult>";

    private void Answer(string body, int times = 1) => _server.On(_ => true, WireFault.Answer(new WireResponse(200, body)), times: times);

    private async Task<List<string>> ListAsync() =>
        await _storage.ListAsync("", TestContext.Current.CancellationToken).Select(item => item.Name).Order().ToListAsync(TestContext.Current.CancellationToken);
}
