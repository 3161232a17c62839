using System.Globalization;
using BackupSh.Shared;
using BackupSh.Storage.Dropbox.Tests;
using BackupSh.Testing.GoogleDrive;
using BackupSh.Testing.Wire;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>When requests are repeated, and when not.</summary>
public sealed class RetryTests : IAsyncLifetime
{
    // A request's idle limit and that of a clean-up strike only where a test lets them.
    private readonly QuickTime _time = new(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(30));
    private DriveWorkshop _workshop = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _workshop = await DriveWorkshop.OpenAsync(new GoogleDriveServerSettings { TimeProvider = _time });

    public async ValueTask DisposeAsync() => await _workshop.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Request_RetryAfterInSeconds_IsNotRepeatedEarlier(int status)
    {
        List<DateTimeOffset> arrivals = Arrivals("list");
        _workshop.Server.Wire.On(DriveRequest.Of("list")).First(1).Answer(status, retryAfter: "40");

        await Storage().NamesAsync();

        Assert.InRange(arrivals[1] - arrivals[0], TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(50));
    }

    [Fact]
    public async Task Request_RetryAfterAsADate_IsNotRepeatedEarlier()
    {
        List<DateTimeOffset> arrivals = Arrivals("list");
        string date = (_time.GetUtcNow() + TimeSpan.FromSeconds(90)).ToString("r", CultureInfo.InvariantCulture);
        _workshop.Server.Wire.On(DriveRequest.Of("list")).First(1).Answer(503, retryAfter: date);

        await Storage().NamesAsync();

        Assert.InRange(arrivals[1] - arrivals[0], TimeSpan.FromSeconds(88), TimeSpan.FromSeconds(100));
    }

    [Fact]
    public async Task Request_ServerStaysBroken_EndsTransiently()
    {
        _workshop.Server.Wire.On(DriveRequest.Of("list")).Answer(500);

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => Storage().NamesAsync());

        Assert.Equal(("BSH0950", true), (thrown.Code, thrown.IsTransient));
        Assert.Equal(RetryLimits.Default.MaximumAttempts, _workshop.CountOf("list"));
    }

    [Theory]
    [InlineData("userRateLimitExceeded")]
    [InlineData("rateLimitExceeded")]
    public async Task Request_ReasonIsTheRate_IsRepeated(string reason)
    {
        _workshop.Server.Wire.On(DriveRequest.Of("list")).First(2).Answer(GoogleDriveServer.ErrorAnswer(403, reason));

        Assert.Empty(await Storage().NamesAsync());
    }

    [Theory]
    [InlineData(403, "insufficientFilePermissions", "BSH0943")]
    [InlineData(403, "dailyLimitExceeded", "BSH0951")]
    [InlineData(403, "storageQuotaExceeded", "BSH0946")]
    [InlineData(403, "accessNotConfigured", "BSH0938")]
    [InlineData(403, "", "BSH0958")]
    [InlineData(400, "invalid", "BSH0958")]
    public async Task Request_Refused_IsNotRepeated(int status, string reason, string code)
    {
        _workshop.Server.Wire.On(DriveRequest.Of("list")).Answer(GoogleDriveServer.ErrorAnswer(status, reason));

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => Storage().NamesAsync());

        Assert.Equal((code, false), (thrown.Code, thrown.IsTransient));
        Assert.Equal(1, _workshop.CountOf("list"));
    }

    [Fact]
    public async Task Request_TokenIsRefused_IsRepeatedOnceWithANewOne()
    {
        _workshop.Server.Wire.On(DriveRequest.Of("list")).Answer(GoogleDriveServer.ErrorAnswer(401, "authError"));

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => Storage().NamesAsync());

        Assert.Equal(("BSH0944", false), (thrown.Code, thrown.IsTransient));
        Assert.Equal((2, 2), (_workshop.CountOf("list"), _workshop.CountOf("token")));
    }

    [Fact]
    public async Task Request_ConsentIsWithdrawn_FailsAtOnce()
    {
        _workshop.Server.RevokeRefreshTokens();

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => Storage().NamesAsync());

        Assert.Equal(("BSH0945", false), (thrown.Code, thrown.IsTransient));
        Assert.Equal(1, _workshop.CountOf("token"));
    }

    [Fact]
    public async Task Request_TokenEndpointFailsOnce_IsRepeated()
    {
        _workshop.Server.Wire.On(DriveRequest.Of("token")).First(2).Answer(503);

        Assert.Empty(await Storage().NamesAsync());
    }

    [Fact]
    public async Task Request_AnswerNeverComes_IsGivenUp()
    {
        _workshop.Server.Wire.On(request =>
        {
            bool isMeant = DriveRequest.Of("list")(request);
            if (isMeant)
            {
                _time.StrikeLimits();
            }

            return isMeant;
        }).Hang();

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => Storage().NamesAsync());

        Assert.Equal(("BSH0950", true), (thrown.Code, thrown.IsTransient));
    }

    [Fact]
    public async Task Request_Redirected_IsNotFollowed()
    {
        await using WireServer other = await WireServer.StartAsync(static _ => Task.CompletedTask, cancellationToken: Token);
        WireAnswer redirect = new(302) { Headers = new Dictionary<string, string> { ["Location"] = other.Address.AbsoluteUri } };
        foreach (string kind in (string[])["token", "list"])
        {
            _workshop.Server.Wire.On(DriveRequest.Of(kind)).Answer(redirect);
            await Assert.ThrowsAsync<StorageException>(() => Storage().NamesAsync());
            _workshop.Server.Wire.Heal();
        }

        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task UploadAsync_SessionLiesAtAnotherHost_GetsNoToken()
    {
        await using WireServer other = await WireServer.StartAsync(static _ => Task.CompletedTask, cancellationToken: Token);
        _workshop.Server.Wire.On(DriveRequest.Of("start")).Answer(new WireAnswer(200) { Headers = new Dictionary<string, string> { ["Location"] = other.Address.AbsoluteUri } });

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => Storage().PutAsync("a", [1]));

        Assert.Equal("BSH0953", thrown.Code);
        Assert.Empty(other.Requests);
    }

    private GoogleDriveStorage Storage() => _workshop.Storage(time: _time, limits: RetryLimits.Default);

    private List<DateTimeOffset> Arrivals(string kind)
    {
        List<DateTimeOffset> arrivals = [];
        _workshop.Server.Wire.On(request =>
        {
            if (DriveRequest.Of(kind)(request))
            {
                arrivals.Add(_time.GetUtcNow());
            }

            return false;
        }).Reset();
        return arrivals;
    }
}
