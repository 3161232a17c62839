using BackupSh.Testing.Dropbox;
using BackupSh.Testing.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Storage.Dropbox.Tests;

public sealed class DropboxRetryWireTests : IAsyncLifetime
{
    private const string Upload = "/2/files/upload";
    private DropboxFixture _dropbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _dropbox = await DropboxFixture.StartAsync(Token);

    public ValueTask DisposeAsync() => _dropbox.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Request_RetryAfterSeconds_AreKept(int status)
    {
        _dropbox.Wire.On(Upload).First(2).Answer(status, "", retryAfter: "17");

        await DropboxFixture.UploadAsync(_dropbox.Open(), "a", [1], Token);

        Assert.Equal([17, 17], _dropbox.Time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Request_RetryAfterDate_IsKept()
    {
        string date = (_dropbox.Time.GetUtcNow() + TimeSpan.FromSeconds(40)).ToString("r");
        _dropbox.Wire.On(Upload).First(1).Answer(503, "", retryAfter: date);

        await DropboxFixture.UploadAsync(_dropbox.Open(), "a", [1], Token);

        Assert.Equal([40], _dropbox.Time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData("""{"error_summary":"too_many_requests/..","error":{"reason":{".tag":"too_many_requests"},"retry_after":23}}""", 429)]
    [InlineData("""{"error_summary":"too_many_write_operations/..","error":{"reason":{".tag":"too_many_write_operations"},"retry_after":23}}""", 429)]
    public async Task Request_TooMany_WaitsAsTheBodySays(string body, int status)
    {
        _dropbox.Wire.On(Upload).First(1).Answer(new WireAnswer(status) { ContentType = "application/json", Body = body });

        await DropboxFixture.UploadAsync(_dropbox.Open(), "a", [1], Token);

        Assert.Equal([23], _dropbox.Time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Request_TooManyWritesToThePath_IsRepeated()
    {
        _dropbox.Wire.On(Upload).First(2).Answer(new WireAnswer(409)
        {
            ContentType = "application/json",
            Body = """{"error_summary":"path/too_many_write_operations/..","error":{".tag":"path","reason":{".tag":"too_many_write_operations"},"upload_session_id":"x"}}""",
        });

        await DropboxFixture.UploadAsync(_dropbox.Open(), "a", [1], Token);

        Assert.Equal(3, _dropbox.Count("files/upload"));
    }

    [Fact]
    public async Task Request_AlwaysFails_EndsTransiently()
    {
        _dropbox.Wire.On(Upload).Answer(500);

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => DropboxFixture.UploadAsync(_dropbox.Open(), "a", [1], Token));

        Assert.Equal(("BSH0910", true), (error.Code, error.IsTransient));
        Assert.InRange(_dropbox.Count("files/upload"), 2, 8);
    }

    [Theory]
    [InlineData(401, """{"error_summary":"missing_scope/..","error":{".tag":"missing_scope","required_scope":"files.content.write"}}""", "BSH0904")]
    [InlineData(403, """{"error_summary":"invalid_account_type/..","error":{".tag":"invalid_account_type"}}""", "BSH0905")]
    [InlineData(400, "Error in call to API function", "BSH0911")]
    [InlineData(409, """{"error_summary":"path/no_write_permission/..","error":{".tag":"path","reason":{".tag":"no_write_permission"}}}""", "BSH0905")]
    public async Task Request_Denied_IsMadeOnceAndExplained(int status, string body, string code)
    {
        _dropbox.Wire.On(Upload).Answer(new WireAnswer(status) { Body = body });

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => DropboxFixture.UploadAsync(_dropbox.Open(), "a", [1], Token));

        Assert.Equal((code, false), (error.Code, error.IsTransient));
        Assert.Equal(1, _dropbox.Count("files/upload"));
        if (code == "BSH0904")
        {
            Assert.Contains("files.content.write", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task UploadAsync_TokenExpiresMeanwhile_RenewsItOnce()
    {
        byte[] content = DropboxFixture.Bytes((4 * DropboxLimits.BlockBytes) + 1);
        int appends = 0;
        _dropbox.Wire.On(request =>
        {
            if (request.Path == "/2/files/upload_session/append_v2" && Interlocked.Increment(ref appends) == 2)
            {
                _dropbox.Server.ExpireTokens();
            }

            return false;
        }).Reset();

        await DropboxFixture.UploadAsync(_dropbox.Open(), "a", content, Token);

        Assert.Equal(2, _dropbox.Server.IssuedTokenCount);
        Assert.Equal(content, _dropbox.Server.GetContent(DropboxFixture.PathOf("a")));
    }

    [Fact]
    public async Task Request_TokenIsAboutToExpire_IsRenewedBefore()
    {
        DropboxStorage storage = _dropbox.Open();
        await DropboxFixture.UploadAsync(storage, "a", [1], Token);
        _dropbox.Time.Advance(TimeSpan.FromHours(4) - TimeSpan.FromMinutes(4));

        await DropboxFixture.UploadAsync(storage, "b", [1], Token);

        Assert.Equal(2, _dropbox.Server.IssuedTokenCount);
        Assert.DoesNotContain(_dropbox.Wire.Requests, request => request.StatusCode == 401);
    }

    [Fact]
    public async Task Request_RefreshTokenIsRevoked_SaysSo()
    {
        _dropbox.Server.RevokeTokens();

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => DropboxFixture.UploadAsync(_dropbox.Open(), "a", [1], Token));

        Assert.Equal(("BSH0901", false), (error.Code, error.IsTransient));
    }

    [Fact]
    public async Task Request_AccessTokenOnlyAndExpired_SaysSo()
    {
        DropboxStorage storage = _dropbox.Open(options =>
        {
            options.RefreshToken = null;
            options.AccessToken = Secret.FromValue(_dropbox.Server.IssueAccessToken());
        });
        await DropboxFixture.UploadAsync(storage, "a", [1], Token);
        _dropbox.Server.ExpireTokens();

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => DropboxFixture.UploadAsync(storage, "b", [1], Token));

        Assert.Equal("BSH0902", error.Code);
    }

    [Fact]
    public async Task Request_NoAnswer_IsGivenUp()
    {
        _dropbox.Wire.On(request =>
        {
            if (request.Path == Upload)
            {
                _ = Task.Run(_dropbox.Time.StrikeLimits, Token);
            }

            return request.Path == Upload;
        }).Hang();

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => DropboxFixture.UploadAsync(_dropbox.Open(), "a", [1], Token));

        Assert.Equal(("BSH0919", true), (error.Code, error.IsTransient));
    }

    [Fact]
    public async Task Request_Redirected_IsNotFollowed()
    {
        await using WireServer elsewhere = await WireServer.StartAsync(_ => Task.CompletedTask, cancellationToken: Token);
        _dropbox.Wire.On(Upload).Answer(new WireAnswer(307) { Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Address.ToString() } });

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => DropboxFixture.UploadAsync(_dropbox.Open(), "a", [1], Token));

        Assert.Equal("BSH0918", error.Code);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Create_WithTheHostsServices_StoresAndFollowsNoRedirect()
    {
        await using WireServer elsewhere = await WireServer.StartAsync(_ => Task.CompletedTask, cancellationToken: Token);
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(_dropbox.Time);
        services.AddBackupSh().AddDropboxStorage("offsite");
        await using ServiceProvider provider = services.BuildServiceProvider();
        using DropboxStorage storage = DropboxStorage.Create("offsite", _dropbox.Options(), provider);

        await DropboxFixture.UploadAsync(storage, "a", [1, 2], Token);
        _dropbox.Wire.On("/2/files/download").Answer(new WireAnswer(302) { Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Address.ToString() } });
        await Assert.ThrowsAsync<StorageException>(() => storage.OpenReadAsync("a", ReadRange.All, Token));

        Assert.Equal([1, 2], _dropbox.Server.GetContent(DropboxFixture.PathOf("a")));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Request_RootNamespace_IsNamed()
    {
        await using DropboxFixture team = await DropboxFixture.StartAsync(
            Token, time => new DropboxServerOptions { TimeProvider = time, HomeNamespaceId = "1", RootNamespaceId = "7" });

        await DropboxFixture.UploadAsync(team.Open(options => options.RootNamespaceId = "7"), "a", [1], Token);
        StorageException error = await Assert.ThrowsAsync<StorageException>(
            () => DropboxFixture.UploadAsync(team.Open(options => options.RootNamespaceId = "8"), "a", [1], Token));

        Assert.Empty(team.Server.Paths);
        Assert.Equal("BSH0914", error.Code);
        Assert.Equal([1], await DropboxFixture.ReadAsync(team.Open(options => options.RootNamespaceId = "7"), "a", ReadRange.All, Token));
    }

    [Fact]
    public async Task GetSpaceAsync_Account_TellsTotalAndFree()
    {
        await DropboxFixture.UploadAsync(_dropbox.Open(), "a", [1, 2, 3], Token);

        StorageSpace space = await _dropbox.Open().GetSpaceAsync(Token);

        Assert.Equal(new StorageSpace(2L << 30, (2L << 30) - 3), space);
    }
}
