using BackupSh.Testing.Wire;
using BackupSh.TestSupport;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>What reading does when the body is not what it should be.</summary>
public sealed class ReadWireTests : IAsyncLifetime
{
    private static readonly byte[] Content = ContentStream.Bytes(300_000);
    private DriveWorkshop _workshop = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _workshop = await DriveWorkshop.OpenAsync();
        await _workshop.Storage().PutAsync("a", Content);
    }

    public async ValueTask DisposeAsync() => await _workshop.DisposeAsync();

    [Fact]
    public async Task ReadAsync_BodyEndsEarly_IsAnError()
    {
        Download().AtResponseByte(0).Truncate();

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().GetAsync("a"));

        Assert.Equal(("BSH0957", true), (thrown.Code, thrown.IsTransient));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(299_999)]
    public async Task ReadAsync_ConnectionBreaksOnce_GoesOnAtTheNextByte(int position)
    {
        Download().First(1).AtResponseByte(position).Reset();

        Assert.Equal(Content, await _workshop.Storage().GetAsync("a"));
        Assert.Equal(2, _workshop.CountOf("download"));
    }

    [Fact]
    public async Task ReadAsync_ConnectionAlwaysBreaks_IsATransientError()
    {
        Download().AtResponseByte(0).Reset();

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().GetAsync("a"));

        Assert.True(thrown.IsTransient);
    }

    [Fact]
    public async Task ReadAsync_BodyIsTooLong_IsAnError()
    {
        Download().AtResponseByte(100).Extend(10);

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().GetAsync("a"));

        Assert.Equal("BSH0957", thrown.Code);
    }

    [Fact]
    public async Task ReadAsync_BodyIsDamaged_IsAnErrorAtItsEnd()
    {
        Download().AtResponseByte(150_000).Corrupt();

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().GetAsync("a"));

        Assert.Equal(("BSH0957", false), (thrown.Code, thrown.IsTransient));
    }

    [Fact]
    public async Task ReadAsync_FileChangesBetweenTwoRequests_IsAnError()
    {
        int downloads = 0;
        _workshop.Server.Wire.On(request => DriveRequest.Of("download")(request) && downloads++ == 0).AtResponseByte(1000).Reset()
            .On(request => DriveRequest.Of("folder")(request) && request.Path.EndsWith(_workshop.Files[0].Id, StringComparison.Ordinal)).Answer(new WireAnswer(200) { Body = """{"id":"1other","name":"a","size":"300000","headRevisionId":"2"}""" });

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().GetAsync("a"));

        Assert.Equal("BSH0955", thrown.Code);
    }

    [Fact]
    public async Task ReadAsync_FileIsDeletedMeanwhile_IsAnError()
    {
        await using Stream stream = await _workshop.Storage().OpenReadAsync("a", ReadRange.All, Token);
        await _workshop.Storage(options => options.Deletion = GoogleDriveDeletion.Permanent).DeleteAsync(["a"], Token);

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => stream.CopyToAsync(Stream.Null, Token));

        Assert.Equal("BSH0957", thrown.Code);
    }

    [Fact]
    public async Task ReadAsync_ServerIgnoresTheRange_IsAnError()
    {
        Download().Answer(new WireAnswer(200) { Body = new string('x', 300_000) });

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().GetAsync("a", new ReadRange(10)));

        Assert.Equal("BSH0953", thrown.Code);
    }

    [Fact]
    public async Task ReadAsync_GoogleTakesTheFileForMalware_AcknowledgesItAndChecksItself()
    {
        await _workshop.Server.AddFileAsync(_workshop.FolderId, "suspect", Content, isAbusive: true, cancellationToken: Token);

        Assert.Equal(Content, await _workshop.Storage().GetAsync("suspect"));
    }

    [Fact]
    public async Task OpenReadAsync_Missing_AsksOnce()
    {
        int before = _workshop.Server.Wire.Requests.Count;

        await Assert.ThrowsAsync<StorageObjectNotFoundException>(() => _workshop.Storage().GetAsync("b"));

        // A token, the folder, the name, and the folder again: a folder that is gone would look empty.
        Assert.Equal(4, _workshop.Server.Wire.Requests.Count - before);
    }

    [Fact]
    public async Task OpenReadAsync_TwoFilesOfTheName_ChoosesNone()
    {
        await _workshop.Server.AddFileAsync(_workshop.FolderId, "a", Content, cancellationToken: Token);

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().GetAsync("a"));

        Assert.Equal("BSH0942", thrown.Code);
        Assert.All(_workshop.Files, file => Assert.Contains(file.Id, thrown.Message, StringComparison.Ordinal));
    }

    private WireFault Download() => _workshop.Server.Wire.On(DriveRequest.Of("download"));
}
