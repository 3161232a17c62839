using System.Net;
using System.Net.Http.Headers;
using BackupSh.Testing.Wire;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Testing.Tests.Wire;

public sealed class WireServerTests : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private readonly List<byte[]> _received = [];
    private WireServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private WireServer Server => _server!;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
            Assert.Empty(_server.Failures);
        }
    }

    [Fact]
    public async Task Requests_OneIsSent_ShowMethodPathQueryHeadersAndSize()
    {
        await StartAsync();

        await PostAsync("/a%20b?x=1", [1, 2, 3]);

        WireRequest request = Assert.Single(Server.Requests);
        Assert.Equal("POST /a b?x=1", request.ToString());
        Assert.Equal((3, 200), (request.BodyBytes, request.StatusCode));
        Assert.Equal("3", request.Headers["content-length"]);
    }

    [Fact]
    public async Task Requests_Credentials_AreRedacted()
    {
        await StartAsync();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "canary-1");

        await PostAsync("/?grant_type=refresh_token&refresh_token=canary-2&client_secret=canary-3&n=1", []);

        WireRequest request = Assert.Single(Server.Requests);
        Assert.DoesNotContain("canary", request + string.Concat(request.Headers.Values), StringComparison.Ordinal);
        Assert.EndsWith("&n=1", request.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_RecordsSecrets_ShowsCredentials()
    {
        await StartAsync(new WireServerOptions { RecordsSecrets = true });
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "canary-1");

        await PostAsync("/", []);

        Assert.Equal("Bearer canary-1", Assert.Single(Server.Requests).Headers["authorization"]);
    }

    [Fact]
    public async Task Answer_TimeProvider_GivesTheDate()
    {
        DateTimeOffset now = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        await StartAsync(new WireServerOptions { TimeProvider = new FakeTimeProvider(now) });

        using HttpResponseMessage answer = await PostAsync("/", []);

        Assert.Equal(now, answer.Headers.Date);
    }

    [Fact]
    public async Task Answer_FirstTwo_StrikesTwoRequestsOfThePath()
    {
        await StartAsync();
        WireFault fault = Server.On("/a").First(2);
        fault.Answer(503, "busy", retryAfter: "3");

        HttpResponseMessage[] answers = [await PostAsync("/b", [1]), await PostAsync("/a", [1]), await PostAsync("/a", [1]), await PostAsync("/a", [1])];

        Assert.Equal([200, 503, 503, 200], answers.Select(answer => (int)answer.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(3), answers[1].Headers.RetryAfter?.Delta);
        Assert.Equal("busy", await answers[1].Content.ReadAsStringAsync(Token));
        Assert.Equal((2, 2), (fault.StruckCount, _received.Count));
    }

    [Fact]
    public async Task Reset_BeforeTheServer_IsNotApplied()
    {
        await StartAsync();
        Server.On("/a").Reset();

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("/a", [1]));
        await PostAsync("/b", [2]);

        Assert.Equal([[2]], _received);
        Assert.Equal((0, 200), (Server.Requests[0].StatusCode, Server.Requests[^1].StatusCode));
    }

    [Fact]
    public async Task Reset_AfterIsApplied_IsApplied()
    {
        await StartAsync();
        Server.On().AfterIsApplied().Reset();

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("/", [1]));

        Assert.Equal([[1]], _received);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Reset_AtRequestByte_IsNotApplied(long position)
    {
        await StartAsync();
        Server.On().AtRequestByte(position).Reset();

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("/", [1, 2, 3]));

        Assert.Empty(_received);
        Assert.Equal(Math.Min(position, 3), Assert.Single(Server.Requests).BodyBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Reset_AtResponseByte_SendsWhatIsBeforeIt(long position)
    {
        await StartAsync();
        Server.On().AtResponseByte(position).Reset();
        using HttpRequestMessage request = new(HttpMethod.Post, Server.Address) { Content = new ByteArrayContent([1, 2, 3]) };

        using HttpResponseMessage answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        await using Stream body = await answer.Content.ReadAsStreamAsync(Token);
        byte[] buffer = new byte[Math.Min(position, 3)];
        await body.ReadExactlyAsync(buffer, Token);

        Assert.Equal(buffer, new byte[] { 1, 2, 3 }[..buffer.Length]);
        if (position < 3)
        {
            await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(new byte[1], Token));
        }
    }

    [Fact]
    public async Task Corrupt_AtRequestByte_FlipsABitOfWhatTheServerGets()
    {
        await StartAsync();
        Server.On().AtRequestByte(1).Corrupt();

        await PostAsync("/", [8, 8, 8]);

        Assert.Equal([[8, 9, 8]], _received);
    }

    [Fact]
    public async Task Corrupt_AtResponseByte_FlipsABitOfWhatTheClientGets()
    {
        await StartAsync();
        Server.On().AtResponseByte(2).Corrupt();

        using HttpResponseMessage answer = await PostAsync("/", [8, 8, 8]);

        Assert.Equal([8, 8, 9], await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal([[8, 8, 8]], _received);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Truncate_AtResponseByte_LooksWhole(int position)
    {
        await StartAsync();
        Server.On().AtResponseByte(position).Truncate();

        using HttpResponseMessage answer = await PostAsync("/", [1, 2, 3]);

        Assert.Equal(position, answer.Content.Headers.ContentLength);
        Assert.Equal(new byte[] { 1, 2, 3 }[..position], await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Extend_Answer_IsLongerThanItWas()
    {
        await StartAsync();
        Server.On().Extend(2);

        using HttpResponseMessage answer = await PostAsync("/", [1]);

        Assert.Equal([1, 0, 0], await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task WaitFor_AfterIsApplied_AnswersWhenTheGateOpens()
    {
        await StartAsync();
        TaskCompletionSource gate = new();
        Server.On().AfterIsApplied().WaitFor(gate.Task);

        Task<HttpResponseMessage> call = PostAsync("/", [5]);
        Assert.False(call.IsCompleted);
        gate.SetResult();
        using HttpResponseMessage answer = await call;

        Assert.Equal([5], await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Hang_ServerIsDisposedOf_Ends()
    {
        await StartAsync();
        Server.On().Hang();

        Task<HttpResponseMessage> call = PostAsync("/", [5]);
        await Server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        Assert.Empty(_received);
    }

    [Fact]
    public async Task Heal_AfterAFault_Works()
    {
        await StartAsync();
        Server.On().Answer(500);
        Server.Heal();

        using HttpResponseMessage answer = await PostAsync("/", [5]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Failures_TheFakeThrows_AreKept()
    {
        await using WireServer server = await WireServer.StartAsync(_ => throw new InvalidOperationException("bug"), cancellationToken: Token);

        using HttpResponseMessage answer = await _client.GetAsync(server.Address, Token);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("bug", Assert.Single(server.Failures).Message);
    }

    /// <summary>A server that keeps what it gets, and sends it back.</summary>
    private async Task StartAsync(WireServerOptions? options = null) =>
        _server = await WireServer.StartAsync(
            async context =>
            {
                using MemoryStream body = new();
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                _received.Add(body.ToArray());
                context.Response.ContentLength = body.Length;
                body.Position = 0;
                await body.CopyToAsync(context.Response.Body, context.RequestAborted);
            },
            options,
            Token);

    private Task<HttpResponseMessage> PostAsync(string target, byte[] body) =>
        _client.PostAsync(new Uri(Server.Address, target), new ByteArrayContent(body), Token);
}
