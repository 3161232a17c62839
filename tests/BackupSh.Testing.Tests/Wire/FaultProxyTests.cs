using System.Net;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Testing.Tests.Wire;

public sealed class FaultProxyTests : IAsyncDisposable
{
    private static readonly byte[] Content = ContentStream.Bytes(10_000);

    private readonly EchoServer _server = new();
    private readonly FaultProxy _proxy;
    private readonly HttpClient _client;

    public FaultProxyTests()
    {
        _proxy = FaultProxy.Start(_server.Endpoint);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _proxy.Endpoint };
    }

    public static TheoryData<CutPoint> CutPoints => [.. Enum.GetValues<CutPoint>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Proxy_WithoutRules_PassesEverythingThrough()
    {
        await PutAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/a") { Headers = { { "X-Echo", "yes" } } };

        using HttpResponseMessage answer = await _client.SendAsync(request, Token);

        Assert.Equal(Content, await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("yes", Assert.Single(answer.Headers.GetValues("X-Echo")));
        Assert.Equal(["PUT /a", "GET /a"], _proxy.Requests.Select(seen => seen.ToString()));
        Assert.Equal([200, 200], _proxy.Requests.Select(seen => seen.AnsweredStatus));
        Assert.Equal(Content, _proxy.Requests[0].Body.ToArray());
    }

    [Fact]
    public async Task Proxy_ChunkedRequestWithExpectation_PassesItThrough()
    {
        using HttpRequestMessage request = new(HttpMethod.Put, "/a") { Content = new StreamContent(new ContentStream(Content)) };
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage answer = await _client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Content, _server.Stored["/a"]);
    }

    [Fact]
    public async Task Proxy_QueryAndHeaders_AreReadAsTheClientMeantThem()
    {
        await _client.GetAsync("/b%20c/%C3%A4?list-type=2&prefix=a%2Fb&acl", Token);

        WireRequest request = Assert.Single(_proxy.Requests);
        Assert.Equal("/b c/ä", request.Path);
        Assert.Equal(("2", "a/b", ""), (request.Query["list-type"], request.Query["prefix"], request.Query["acl"]));
        Assert.Equal($"127.0.0.1:{_proxy.Endpoint.Port}", Assert.Single(_server.Requests).Header("host"));
    }

    [Fact]
    public async Task On_SkipAndTimes_BreaksJustThese()
    {
        _proxy.On(request => request.Path == "/a", WireFault.Answer(new WireResponse(500)), skip: 1, times: 2);

        List<int> statuses = [];
        for (int i = 0; i < 5; i++)
        {
            using HttpResponseMessage other = await _client.GetAsync("/other", Token);
            using HttpResponseMessage answer = await _client.GetAsync("/a", Token);
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([200, 500, 500, 200, 200], statuses);
        Assert.Equal(2, _proxy.FaultCount);
        Assert.Equal(8, _server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(CutPoints))]
    public async Task ResetRequest_AnyPlace_ServerNeverHasTheWhole(CutPoint at)
    {
        _proxy.On(_ => true, WireFault.ResetRequest(at));

        await Assert.ThrowsAsync<HttpRequestException>(PutAsync);

        Assert.Empty(_server.Stored);
        int arrived = _proxy.Requests[0].Body.Length;
        Assert.Equal(at switch { CutPoint.Start => 0, CutPoint.AfterFirst => 1, CutPoint.Middle => 5000, CutPoint.BeforeLast => 9999, _ => 10_000 }, arrived);
    }

    [Fact]
    public async Task LostAcknowledgement_OfAPut_ServerHasItAndTheClientDoesNotKnow()
    {
        _proxy.On(_ => true, WireFault.LostAcknowledgement);

        await Assert.ThrowsAsync<HttpRequestException>(PutAsync);

        Assert.Equal(Content, _server.Stored["/a"]);
    }

    [Theory]
    [InlineData(CutPoint.Start)]
    [InlineData(CutPoint.AfterFirst)]
    [InlineData(CutPoint.Middle)]
    [InlineData(CutPoint.BeforeLast)]
    public async Task CutBody_BeforeTheEnd_ClientHasTheHeadAndNotTheBody(CutPoint at)
    {
        await PutAsync();
        _proxy.On(_ => true, WireFault.CutBody(at));
        _proxy.On(_ => true, WireFault.ResetResponse(at));

        Assert.Equal(HttpRequestError.ResponseEnded, await GetCutAsync());
        await GetCutAsync();
    }

    [Fact]
    public async Task BodyFaults_OfAnAnswer_ChangeWhatTheySay()
    {
        await PutAsync();
        _proxy.On(_ => true, WireFault.LengthenBody(3));
        _proxy.On(_ => true, WireFault.ShortenBody(3));
        _proxy.On(_ => true, WireFault.CorruptBody(CutPoint.Middle));
        _proxy.On(_ => true, WireFault.TrailingBytes(3));

        byte[] longer = await _client.GetByteArrayAsync("/a", Token);
        byte[] shorter = await _client.GetByteArrayAsync("/a", Token);
        byte[] corrupt = await _client.GetByteArrayAsync("/a", Token);
        byte[] trailing = await _client.GetByteArrayAsync("/a", Token);

        Assert.Equal(10_003, longer.Length);
        Assert.Equal(Content[..9997], shorter);
        Assert.Equal([5000], Enumerable.Range(0, 10_000).Where(i => corrupt[i] != Content[i]));
        Assert.Equal(Content, trailing);
    }

    [Fact]
    public async Task RetryAfter_BothForms_AreSent()
    {
        DateTimeOffset until = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);
        _proxy.On(_ => true, WireFault.RetryAfter(503, 7));
        _proxy.On(_ => true, WireFault.RetryAfter(429, until));

        using HttpResponseMessage seconds = await _client.GetAsync("/a", Token);
        using HttpResponseMessage date = await _client.GetAsync("/a", Token);

        Assert.Equal((503, TimeSpan.FromSeconds(7)), ((int)seconds.StatusCode, seconds.Headers.RetryAfter?.Delta));
        Assert.Equal((429, until), ((int)date.StatusCode, date.Headers.RetryAfter?.Date));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Hang_UntilTheClientGivesUp_TellsTheTest()
    {
        using CancellationTokenSource patience = new();
        _proxy.Hanging += patience.Cancel;
        _proxy.On(_ => true, WireFault.Hang);
        _proxy.On(_ => true, WireFault.HangInBody(CutPoint.Middle));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.GetAsync("/a", patience.Token));

        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Redirect_ToAnotherHost_IsRecordedThere()
    {
        await using FaultProxy elsewhere = FaultProxy.Start(upstream: null);
        using HttpClient follower = new(new SocketsHttpHandler { AllowAutoRedirect = true }) { BaseAddress = _proxy.Endpoint };
        follower.DefaultRequestHeaders.Add("X-Secret", "visible");
        _proxy.On(_ => true, WireFault.Redirect(new Uri(elsewhere.Endpoint, "/there")));

        using HttpResponseMessage answer = await follower.GetAsync("/a", Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("visible", Assert.Single(elsewhere.Requests).Header("x-secret"));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task PutAsync()
    {
        using HttpResponseMessage answer = await _client.PutAsync("/a", new ByteArrayContent(Content), Token);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<HttpRequestError> GetCutAsync()
    {
        using HttpResponseMessage answer = await _client.GetAsync("/a", HttpCompletionOption.ResponseHeadersRead, Token);
        answer.EnsureSuccessStatusCode();
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync(Token));
        return (failure as HttpRequestException)?.HttpRequestError ?? ((HttpIOException)failure).HttpRequestError;
    }
}
