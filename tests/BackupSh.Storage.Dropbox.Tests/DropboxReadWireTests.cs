using BackupSh.Testing.Wire;

namespace BackupSh.Storage.Dropbox.Tests;

public sealed class DropboxReadWireTests : IAsyncLifetime
{
    private const string Download = "/2/files/download";
    private static readonly byte[] Content = DropboxFixture.Bytes(200_000);
    private DropboxFixture _dropbox = null!;
    private DropboxStorage _storage = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _dropbox = await DropboxFixture.StartAsync(Token);
        _storage = _dropbox.Open();
        await DropboxFixture.UploadAsync(_storage, "a", Content, Token);
    }

    public ValueTask DisposeAsync() => _dropbox.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(199_999)]
    public async Task ReadAsync_ConnectionBreaks_GoesOnAtTheNextByte(long position)
    {
        WireFault fault = _dropbox.Wire.On(Download).Call(1).AtResponseByte(position);
        fault.Reset();

        byte[] read = await DropboxFixture.ReadAsync(_storage, "a", ReadRange.All, Token);

        Assert.Equal(1, fault.StruckCount);
        Assert.Equal(Content, read);
    }

    [Fact]
    public async Task ReadAsync_ConnectionAlwaysBreaks_FailsTransiently()
    {
        _dropbox.Wire.On(Download).AtResponseByte(0).Reset();

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(ReadRange.All));

        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task ReadAsync_BodyIsAlwaysTruncated_Fails()
    {
        _dropbox.Wire.On(Download).AtResponseByte(0).Truncate();

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(ReadRange.All));

        Assert.Equal("BSH0920", error.Code);
    }

    [Fact]
    public async Task ReadAsync_BodyIsTruncatedOnce_GoesOn()
    {
        _dropbox.Wire.On(Download).Call(1).AtResponseByte(77).Truncate();

        Assert.Equal(Content, await ReadAsync(ReadRange.All));
    }

    [Fact]
    public async Task ReadAsync_BodyIsTooLong_Fails()
    {
        _dropbox.Wire.On(Download).Extend(3);

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(ReadRange.All));

        Assert.Equal("BSH0921", error.Code);
    }

    [Fact]
    public async Task ReadAsync_BodyIsDamaged_Fails()
    {
        _dropbox.Wire.On(Download).AtResponseByte(150_000).Corrupt();

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(ReadRange.All));

        Assert.Equal("BSH0922", error.Code);
    }

    [Fact]
    public async Task ReadAsync_ObjectIsReplacedMeanwhile_FailsInsteadOfMixing()
    {
        _dropbox.Wire.On(request =>
        {
            if (request.Path == Download && request.Headers.ContainsKey("Range"))
            {
                _dropbox.Server.Put(DropboxFixture.PathOf("a"), new byte[200_000]);
            }

            return request.Path == Download;
        }).Call(1).AtResponseByte(1000).Reset();

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(ReadRange.All));

        Assert.Equal("BSH0923", error.Code);
    }

    [Fact]
    public async Task ReadAsync_TokenExpiresBeforeTheConnectionBreaks_IsRenewed()
    {
        int downloads = 0;
        _dropbox.Wire.On(request =>
        {
            if (request.Path == Download && ++downloads == 2)
            {
                _dropbox.Server.ExpireTokens();
            }

            return false;
        }).Reset();
        _dropbox.Wire.On(Download).Call(1).AtResponseByte(1000).Reset();

        Assert.Equal(Content, await ReadAsync(ReadRange.All));
    }

    [Fact]
    public async Task OpenReadAsync_Missing_AsksOnce()
    {
        await Assert.ThrowsAsync<StorageObjectNotFoundException>(() => _storage.OpenReadAsync("b", ReadRange.All, Token));

        Assert.Equal(1, _dropbox.Count("files/download"));
        Assert.Empty(_dropbox.Time.Waits);
    }

    [Fact]
    public async Task OpenReadAsync_FolderOfThatName_IsMissing()
    {
        _dropbox.Server.Put(DropboxFixture.PathOf("folder/x"), [1]);

        await Assert.ThrowsAsync<StorageObjectNotFoundException>(() => _storage.OpenReadAsync("folder", ReadRange.All, Token));
    }

    [Fact]
    public async Task OpenReadAsync_WithoutDescription_Throws()
    {
        _dropbox.Wire.On(Download).Answer(200, "a portal's page");

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => _storage.OpenReadAsync("a", ReadRange.All, Token));

        Assert.Equal("BSH0918", error.Code);
    }

    [Fact]
    public async Task GetTemporaryLinkAsync_AnObject_LeadsToItForFourHours()
    {
        TemporaryLink link = await _storage.GetTemporaryLinkAsync("a", TimeSpan.FromMinutes(5), Token);

        Assert.Equal(Content, await _dropbox.Http.GetByteArrayAsync(link.Address, Token));
        _dropbox.Time.Advance(link.ExpiresAt - _dropbox.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<HttpRequestException>(() => _dropbox.Http.GetByteArrayAsync(link.Address, Token));
    }

    private Task<byte[]> ReadAsync(ReadRange range) => DropboxFixture.ReadAsync(_storage, "a", range, Token);
}
