using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;
using Microsoft.Extensions.Logging.Testing;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>How often and when requests are repeated, and which are not.</summary>
public sealed class RetryTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    private const string Name = "shop.2026-11-24_03-00-00.bin";

    // Source: RetryLimits.MaximumAttempts.
    private const int Attempts = 8;

    private static readonly byte[] Content = ContentStream.Bytes(1000);

    public static TheoryData<int, string, string> Refusals => new()
    {
        { 403, "AccessDenied", "BSH0271" },
        { 403, "InvalidAccessKeyId", "BSH0272" },
        { 403, "SignatureDoesNotMatch", "BSH0272" },
        { 401, "AccessDenied", "BSH0271" },
    };

    [Theory]
    [InlineData(503, 7)]
    [InlineData(429, 90)]
    public async Task Request_RetryAfterInSeconds_IsNotRepeatedEarlier(int status, int seconds)
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.Put, WireFault.RetryAfter(status, seconds), times: 2);

        await bench.UploadAsync(Name, Content);

        AssertApart(bench, TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData(503, 40)]
    [InlineData(429, 200)]
    public async Task Request_RetryAfterAsDate_IsNotRepeatedEarlier(int status, int seconds)
    {
        await using WireBench bench = new(bucket);
        DateTimeOffset until = bench.Clock.GetUtcNow().AddSeconds(seconds);
        bench.On(S3Call.Put, WireFault.RetryAfter(status, until));

        await bench.UploadAsync(Name, Content);

        DateTimeOffset second = bench.Proxy.Requests.Where(S3Call.Put.Matches).Last().ReceivedAt;
        Assert.InRange(second, until.AddSeconds(-1), DateTimeOffset.MaxValue); // a date has no fractions of a second
    }

    [Fact]
    public async Task Request_ServerFailsForEver_ComesToAnEnd()
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.List, WireFault.Answer(new WireResponse(503)), times: int.MaxValue);

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.ListAsync());

        Assert.True(failure.IsTransient, failure.ToString());
        Assert.Equal(Attempts, bench.Count(S3Call.List));
        Assert.Equal(Attempts - 1, bench.Clock.Waits.Count);
    }

    [Fact]
    public async Task Request_NobodyListens_ComesToAnEnd()
    {
        await using WireBench bench = new(bucket);
        await bench.Proxy.DisposeAsync();

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.ListAsync());

        Assert.Equal(("BSH0279", true), (failure.Code, failure.IsTransient));
        Assert.Equal(Attempts - 1, bench.Clock.Waits.Count);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Request_AccessIsDenied_IsNotRepeatedAndSaysWhatIsMissing(int status, string code, string error)
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.List, WireFault.Answer(new WireResponse(status, $"<Error><Code>{code}</Code><Message>No.</Message></Error>")), times: int.MaxValue);

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.ListAsync());

        Assert.Equal((error, false), (failure.Code, failure.IsTransient));
        Assert.NotEmpty(failure.Hint);
        Assert.Equal(1, bench.Count(S3Call.List));
    }

    [Fact]
    public async Task Request_ServerIsSilentForEver_IsGivenUpWithATransientError()
    {
        await using WireBench bench = new(bucket);
        bench.On(S3Call.List, WireFault.Hang, times: int.MaxValue);

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.ListAsync());

        Assert.True(failure.IsTransient, failure.ToString());
        Assert.Equal(Attempts, bench.Count(S3Call.List));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Request_RedirectToAnotherHost_CarriesNoCredentialsThere(int status)
    {
        await using WireBench bench = new(bucket);
        await using FaultProxy elsewhere = FaultProxy.Start(upstream: null);
        bench.On(S3Call.Any, WireFault.Redirect(new Uri(elsewhere.Endpoint, "/there"), status), times: int.MaxValue);

        await Assert.ThrowsAnyAsync<StorageException>(() => bench.ListAsync());
        await Assert.ThrowsAnyAsync<StorageException>(() => bench.UploadAsync(Name, Content));
        await Assert.ThrowsAnyAsync<StorageException>(() => bench.ReadAsync(Name));

        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Request_AnyFault_ShowsNoSecret()
    {
        FakeLogCollector logs = new();
        using FakeLoggerProvider provider = new(logs);
        await using WireBench bench = new(bucket, logger: provider.CreateLogger("s3"));
        WireFault[] faults =
        [
            WireFault.ResetRequest(CutPoint.Start), WireFault.Answer(new WireResponse(403)), WireFault.Answer(new WireResponse(500)),
            WireFault.Hang, WireFault.Redirect(new Uri("http://127.0.0.1:9/")), WireFault.Answer(new WireResponse(200, "<html/>")),
        ];
        List<string> texts = [];
        foreach (WireFault fault in faults)
        {
            bench.Proxy.Reset();
            bench.On(S3Call.Any, fault, times: int.MaxValue);
            texts.Add((await Record.ExceptionAsync(() => bench.ListAsync()))?.ToString() ?? "");
            texts.Add((await Record.ExceptionAsync(() => bench.UploadAsync(Name, Content)))?.ToString() ?? "");
            texts.Add((await Record.ExceptionAsync(() => bench.ReadAsync(Name)))?.ToString() ?? "");
        }

        texts.AddRange(logs.GetSnapshot().Select(record => record.Message + record.Exception));

        Assert.Contains(texts, text => text.Contains("BSH0", StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain(bucket.Account.SecretAccessKey, text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("Signature=", text, StringComparison.Ordinal));
    }

    private static void AssertApart(WireBench bench, TimeSpan least)
    {
        DateTimeOffset[] times = [.. bench.Proxy.Requests.Where(S3Call.Put.Matches).Select(request => request.ReceivedAt)];
        Assert.Equal(3, times.Length);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, least, TimeSpan.MaxValue));
    }
}
