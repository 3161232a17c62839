using BackupSh.Testing.Wire;
using BackupSh.TestSupport;

namespace BackupSh.Storage.Dropbox.Tests;

public sealed class DropboxUploadWireTests : IAsyncLifetime
{
    private const int Block = DropboxLimits.BlockBytes;
    private DropboxFixture _dropbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _dropbox = await DropboxFixture.StartAsync(Token);

    public ValueTask DisposeAsync() => _dropbox.DisposeAsync();

    [Theory]
    [InlineData(100, 2, "files/upload")]
    [InlineData((2 * Block) + 1, 2, "files/upload_session/finish")]
    [InlineData((2 * Block) + 1, 2, "files/upload_session/append_v2")]
    [InlineData((2 * Block) + 1, 2, "files/upload_session/start")]
    [InlineData((2 * Block) + 1, 1, "files/upload_session/append_v2")]
    [InlineData((2 * Block) + 1, 1, "files/upload_session/finish")]
    public async Task UploadAsync_AcknowledgementIsLost_IsResolvedByLooking(int size, int partsInFlight, string endpoint)
    {
        byte[] content = DropboxFixture.Bytes(size);
        DropboxStorage storage = _dropbox.Open(options => options.PartsInFlight = partsInFlight);
        WireFault fault = _dropbox.Wire.On("/2/" + endpoint).First(1).AfterIsApplied();
        fault.Reset();

        StorageObject stored = await DropboxFixture.UploadAsync(storage, "a", content, Token);

        Assert.Equal(1, fault.StruckCount);
        Assert.Equal(("a", (long)size), (stored.Name, stored.SizeBytes));
        Assert.Equal([DropboxFixture.PathOf("a")], _dropbox.Server.Paths);
        Assert.Equal(content, _dropbox.Server.GetContent(DropboxFixture.PathOf("a")));
    }

    [Theory]
    [InlineData(100, "files/upload")]
    [InlineData((2 * Block) + 1, "files/upload_session/finish")]
    public async Task UploadAsync_CommitFailsAfterItIsApplied_IsResolvedByLooking(int size, string endpoint)
    {
        DropboxStorage storage = _dropbox.Open();
        _dropbox.Wire.On("/2/" + endpoint).First(1).AfterIsApplied().Answer(500, "oops");

        await DropboxFixture.UploadAsync(storage, "a", DropboxFixture.Bytes(size), Token);

        Assert.Equal(1, _dropbox.Count(endpoint));
        Assert.Equal([DropboxFixture.PathOf("a")], _dropbox.Server.Paths);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task UploadAsync_PartFails_SendsItAgain(int partsInFlight)
    {
        byte[] content = DropboxFixture.Bytes((3 * Block) + 7);
        DropboxStorage storage = _dropbox.Open(options => options.PartsInFlight = partsInFlight);
        _dropbox.Wire.On("/2/files/upload_session/append_v2").Call(2).AtRequestByte(Block / 2).Reset()
            .On("/2/files/upload_session/append_v2").Call(3).Answer(503);
        ContentStream once = new(content);

        await storage.UploadAsync("a", once, new UploadOptions { RunId = "run" }, Token);

        Assert.Equal(content, _dropbox.Server.GetContent(DropboxFixture.PathOf("a")));
        Assert.Equal(6, _dropbox.Count("files/upload_session/append_v2"));
    }

    [Fact]
    public async Task UploadAsync_PieceIsDamagedOnTheWay_SendsItAgain()
    {
        byte[] content = DropboxFixture.Bytes(Block + 7);
        DropboxStorage storage = _dropbox.Open();
        WireFault fault = _dropbox.Wire.On("/2/files/upload_session/append_v2").Call(1).AtRequestByte(1000);
        fault.Corrupt();

        await DropboxFixture.UploadAsync(storage, "a", content, Token);

        Assert.Equal(1, fault.StruckCount);
        Assert.Equal(content, _dropbox.Server.GetContent(DropboxFixture.PathOf("a")));
    }

    [Fact]
    public async Task UploadAsync_ServerHasTakenAPartOfAPiece_SendsTheRest()
    {
        byte[] content = DropboxFixture.Bytes((2 * Block) + 1);
        DropboxStorage storage = _dropbox.Open(options => options.PartsInFlight = 1);
        _dropbox.Wire.On("/2/files/upload_session/append_v2").Call(1).Answer(new WireAnswer(409)
        {
            ContentType = "application/json",
            Body = """{"error_summary":"incorrect_offset/..","error":{".tag":"incorrect_offset","correct_offset":1000}}""",
        });

        StorageException error = await Assert.ThrowsAnyAsync<StorageException>(() => DropboxFixture.UploadAsync(storage, "a", content, Token));

        // The server of this test has not really taken them: it wants byte 0, and says so. What counts is what was sent.
        Assert.Equal("BSH0915", error.Code);
        Assert.Equal(Block - 1000, _dropbox.Wire.Requests.Last(request => request.Path.EndsWith("append_v2", StringComparison.Ordinal)).BodyBytes);
    }

    [Fact]
    public async Task UploadAsync_AccountIsFull_FailsAndKeepsNothing()
    {
        DropboxStorage storage = _dropbox.Open();
        _dropbox.Server.SetQuota(Block);

        byte[] content = DropboxFixture.Bytes((2 * Block) + 1);
        foreach (Stream stream in (Stream[])[new ContentStream(content), new MemoryStream(content)])
        {
            StorageException error = await Assert.ThrowsAsync<StorageException>(
                () => storage.UploadAsync("a", stream, new UploadOptions { RunId = "run" }, Token));

            Assert.Equal(("BSH0906", false), (error.Code, error.IsTransient));
        }

        // The second one tells its length, and is not even begun.
        Assert.Empty(_dropbox.Server.Paths);
        Assert.Equal(1, _dropbox.Count("files/upload_session/start"));
    }

    [Fact]
    public async Task UploadAsync_SecondWriterHasOtherContent_IsNotTakenForOurs()
    {
        DropboxStorage storage = _dropbox.Open();
        await DropboxFixture.UploadAsync(storage, "b", [1], Token);
        _dropbox.Wire.On(request =>
        {
            bool isUpload = request.Path == "/2/files/upload";
            if (isUpload)
            {
                _dropbox.Server.Put(DropboxFixture.PathOf("a"), [9]);
            }

            return isUpload;
        }).Call(1).Answer(500);

        await Assert.ThrowsAsync<StorageObjectExistsException>(() => DropboxFixture.UploadAsync(storage, "a", [1, 2], Token));

        Assert.Equal([9], _dropbox.Server.GetContent(DropboxFixture.PathOf("a")));
    }

    [Fact]
    public async Task UploadAsync_SameContentIsThereAndTheServerFails_LeavesItThere()
    {
        DropboxStorage storage = _dropbox.Open();
        await DropboxFixture.UploadAsync(storage, "a", [1], Token);
        _dropbox.Wire.On("/2/files/upload").Answer(500);

        await Assert.ThrowsAsync<StorageObjectExistsException>(() => DropboxFixture.UploadAsync(storage, "a", [1], Token));

        Assert.Equal([1], _dropbox.Server.GetContent(DropboxFixture.PathOf("a")));
    }

    [Fact]
    public async Task UploadAsync_StoredObjectDiffers_IsRemovedAgain()
    {
        DropboxStorage storage = _dropbox.Open();
        _dropbox.Wire.On("/2/files/upload_session/finish").AfterIsApplied().Answer(new WireAnswer(200)
        {
            ContentType = "application/json",
            Body = """{"name":"a","path_lower":"/backups/shop/a","rev":null,"size":5,"server_modified":"2026-11-24T03:00:00Z","content_hash":"00"}""",
        });

        StorageException error = await Assert.ThrowsAsync<StorageException>(
            () => DropboxFixture.UploadAsync(storage, "a", DropboxFixture.Bytes(Block + 1), Token));

        Assert.Equal("BSH0917", error.Code);
        Assert.Empty(_dropbox.Server.Paths);
    }

    [Fact]
    public async Task UploadAsync_CancelledDuringCommit_LeavesNothing()
    {
        DropboxStorage storage = _dropbox.Open();
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        TaskCompletionSource applied = new();
        _dropbox.Wire.On("/2/files/upload").AfterIsApplied().WaitFor(Task.Run(async () =>
        {
            while (_dropbox.Server.Paths.Count == 0)
            {
                await Task.Yield();
            }

            await cancel.CancelAsync();
            await applied.Task;
        }, Token));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DropboxFixture.UploadAsync(storage, "a", [1], cancel.Token));
        applied.SetResult();

        Assert.Empty(_dropbox.Server.Paths);
    }

    [Fact]
    public async Task UploadAsync_FolderWentAway_FailsInsteadOfBeginningAnew()
    {
        DropboxStorage storage = _dropbox.Open();
        await DropboxFixture.UploadAsync(storage, "a", [1], Token);
        _dropbox.Server.Remove("/" + DropboxFixture.Folder);

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => DropboxFixture.UploadAsync(storage, "b", [1], Token));

        Assert.Equal("BSH0900", error.Code);
        Assert.Empty(_dropbox.Server.Paths);
    }
}
