using BackupSh.Testing.GoogleDrive;
using BackupSh.TestSupport;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>What an upload does when the connection, the server or the content fails.</summary>
public sealed class UploadWireTests : IAsyncLifetime
{
    private const int Part = DriveWorkshop.SmallPart;
    private static readonly byte[] Content = ContentStream.Bytes((3 * Part) + 1000);
    private DriveWorkshop _workshop = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _workshop = await DriveWorkshop.OpenAsync();

    public async ValueTask DisposeAsync() => await _workshop.DisposeAsync();

    [Fact]
    public async Task UploadAsync_AcknowledgementIsLost_StoresOneObject()
    {
        _workshop.Server.Wire.On(DriveRequest.Of("last")).First(1).AfterIsApplied().Reset();

        StorageObject stored = await _workshop.Storage().PutAsync("a", Content);

        Assert.Equal(Content.Length, stored.SizeBytes);
        await AssertStoredOnceAsync();
        Assert.Equal(1, _workshop.CountOf("last"));
    }

    [Fact]
    public async Task UploadAsync_ServerErrorAfterTheLastPart_AsksBeforeItRepeats()
    {
        _workshop.Server.Wire.On(DriveRequest.Of("last")).First(1).AfterIsApplied().Answer(GoogleDriveServer.ErrorAnswer(500, "backendError"));

        await _workshop.Storage().PutAsync("a", Content);

        await AssertStoredOnceAsync();
        Assert.Equal((1, 1), (_workshop.CountOf("last"), _workshop.CountOf("question")));
    }

    [Fact]
    public async Task UploadAsync_SessionIsGoneAfterTheLastPart_FindsTheFileByItsId()
    {
        _workshop.Server.Wire.On(DriveRequest.Of("last")).First(1).AfterIsApplied().Answer(503)
            .On(DriveRequest.Of("question")).Answer(GoogleDriveServer.ErrorAnswer(404, "notFound"));

        await _workshop.Storage().PutAsync("a", Content);

        await AssertStoredOnceAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task UploadAsync_ConnectionBreaksInAPart_SendsItAgainFromMemory(int part)
    {
        _workshop.Server.Wire.On(DriveRequest.Of("part")).Call(part).AtRequestByte(Part / 2).Reset();
        ContentStream content = new(Content);

        await _workshop.Storage().UploadAsync("a", content, new UploadOptions { RunId = "run-1" }, Token);

        await AssertStoredOnceAsync();
        Assert.False(content.IsDisposed);
    }

    [Fact]
    public async Task UploadAsync_ServerKeepsLessThanWasSent_SendsTheRest()
    {
        _workshop.Server.Settings.KeptChunkBytes = Part;

        await _workshop.Storage(options => options.PartSizeBytes = 3 * Part).PutAsync("a", Content);

        await AssertStoredOnceAsync();
        Assert.Equal(4, _workshop.CountOf("part") + _workshop.CountOf("last"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Part - 1)]
    [InlineData(Part + 1)]
    public async Task UploadAsync_AnswerNamesAByteInsideAPart_GoesOnThere(int kept)
    {
        // The answer says less than the server has kept: what is sent twice is the same.
        _workshop.Server.Wire.On(DriveRequest.Of("part")).First(1).AfterIsApplied().Answer(new(308)
        {
            Headers = new Dictionary<string, string> { ["Range"] = $"bytes=0-{kept - 1}" },
        });

        await _workshop.Storage(options => options.PartSizeBytes = 2 * Part).PutAsync("a", Content);

        await AssertStoredOnceAsync();
    }

    [Fact]
    public async Task UploadAsync_ServerKeepsNothing_FailsAfterItsRetries()
    {
        _workshop.Server.Settings.KeptChunkBytes = 0;

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().PutAsync("a", Content));

        Assert.Equal(("BSH0950", true), (thrown.Code, thrown.IsTransient));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task UploadAsync_ServerHasLostWhatItKept_FailsAndLeavesNothing()
    {
        _workshop.Server.Wire.On(DriveRequest.Of("part")).Call(2).Answer(new(308));

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().PutAsync("a", Content));

        Assert.Equal(("BSH0956", true), (thrown.Code, thrown.IsTransient));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task UploadAsync_SessionExpiresInTheFirstPart_StartsAgain()
    {
        int seen = 0;
        _workshop.Server.Wire.On(request => DriveRequest.Of("last")(request) && seen++ == 0).Answer(GoogleDriveServer.ErrorAnswer(410, "gone"));

        await _workshop.Storage().PutAsync("a", Content[..1000]);

        Assert.Equal(2, _workshop.CountOf("start"));
        Assert.Equal(Content[..1000], await _workshop.Storage().GetAsync("a"));
    }

    [Fact]
    public async Task UploadAsync_SessionExpiresLater_FailsAndLeavesNothing()
    {
        _workshop.Server.Wire.On(DriveRequest.Of("part")).Call(3).Answer(GoogleDriveServer.ErrorAnswer(404, "notFound"));

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().PutAsync("a", Content));

        Assert.Equal("BSH0956", thrown.Code);
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task UploadAsync_TokenExpiresBetweenParts_IsRenewedOnce()
    {
        int parts = 0;
        _workshop.Server.Wire.On(request =>
        {
            if (DriveRequest.Of("part")(request) && ++parts == 2)
            {
                _workshop.Server.ExpireAccessTokens();
            }

            return false;
        }).Reset();

        await _workshop.Storage().PutAsync("a", Content);

        Assert.Equal(2, _workshop.CountOf("token"));
        await AssertStoredOnceAsync();
    }

    [Fact]
    public async Task UploadAsync_ContentFails_AbandonsTheSession()
    {
        IOException failure = new("The dump has crashed.");

        IOException thrown = await Assert.ThrowsAsync<IOException>(() => _workshop.Storage().UploadAsync(
            "a", ContentStream.FailingAt(2 * Part, Content, failure), new UploadOptions { RunId = "run-1" }, Token));

        Assert.Same(failure, thrown);
        Assert.Equal(1, _workshop.CountOf("abandon"));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task UploadAsync_ProcessDied_ItsSessionIsNeverListed()
    {
        // Nobody can clean up after a process that is gone: Google forgets the session after a week.
        _workshop.Server.Wire.On(DriveRequest.Of("abandon")).Answer(404);
        await Assert.ThrowsAsync<IOException>(() => _workshop.Storage().UploadAsync(
            "a", ContentStream.FailingAt(2 * Part, Content, new IOException()), new UploadOptions { RunId = "run-1" }, Token));
        Assert.Equal(1, _workshop.Server.OpenSessionCount);

        Assert.Empty(await _workshop.Storage().NamesAsync());
        await _workshop.Storage().PutAsync("a", Content);

        await AssertStoredOnceAsync();
    }

    [Fact]
    public async Task UploadAsync_DriveIsFull_SaysSoAndLeavesNothing()
    {
        _workshop.Server.Settings.LimitBytes = 2 * Part;

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().PutAsync("a", Content));

        Assert.Equal(("BSH0946", false), (thrown.Code, thrown.IsTransient));
        Assert.Equal(0, _workshop.CountOf("question"));
        AssertNothingIsLeft();
    }

    [Fact]
    public async Task UploadAsync_BytesAreDamagedOnTheWay_RemovesTheFile()
    {
        _workshop.Server.Wire.On(DriveRequest.Of("part")).Call(2).AtRequestByte(77).Corrupt();

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().PutAsync("a", Content));

        Assert.Equal("BSH0954", thrown.Code);
        AssertNothingIsLeft();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Part - 1)]
    [InlineData(Part)]
    [InlineData(Part + 1)]
    [InlineData(2 * Part)]
    public async Task UploadAsync_ManySizes_AreSentInWholeUnits(int size)
    {
        await _workshop.Storage().PutAsync("a", Content[..size]);

        Assert.Equal(Content[..size], await _workshop.Storage().GetAsync("a"));
        Assert.All(
            _workshop.Server.Wire.Requests.Where(DriveRequest.Of("part")),
            request => Assert.Equal(0, request.BodyBytes % GoogleDriveStorageOptionsValidator.PartUnitBytes));
    }

    [Fact]
    public async Task UploadAsync_ForRun_KeepsItsIdInTheAppProperties()
    {
        UploadOptions options = new() { RunId = "run-7", Metadata = new Dictionary<string, string> { ["kind"] = "archive", ["long"] = new string('x', 200) } };

        await _workshop.Storage().UploadAsync("a", new MemoryStream(Content), options, Token);

        GoogleDriveFile file = Assert.Single(_workshop.Files);
        Assert.Equal(["backupshRun=run-7", "kind=archive"], file.AppProperties.Select(pair => $"{pair.Key}={pair.Value}").Order());
    }

    private async Task AssertStoredOnceAsync()
    {
        GoogleDriveFile file = Assert.Single(_workshop.Files);
        Assert.Equal(("a", (long)Content.Length), (file.Name, file.SizeBytes));
        _workshop.Server.Wire.Heal();
        Assert.Equal(Content, await _workshop.Storage().GetAsync("a"));
    }

    private void AssertNothingIsLeft()
    {
        Assert.Empty(_workshop.Files);
        Assert.Equal(0, _workshop.Server.OpenSessionCount);
    }
}
