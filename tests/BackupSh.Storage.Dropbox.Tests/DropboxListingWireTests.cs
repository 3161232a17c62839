using BackupSh.Testing.Dropbox;
using BackupSh.Testing.Wire;

namespace BackupSh.Storage.Dropbox.Tests;

public sealed class DropboxListingWireTests : IAsyncLifetime
{
    private const int Count = 7;
    private const string List = "/2/files/list_folder";
    private const string Continue = "/2/files/list_folder/continue";
    private static readonly string[] Names = [.. Enumerable.Range(0, Count).Select(number => $"file-{number}")];
    private DropboxFixture _dropbox = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _dropbox = await DropboxFixture.StartAsync(Token, time => new DropboxServerOptions { TimeProvider = time, PageEntries = 2 });
        foreach (string name in Names)
        {
            _dropbox.Server.Put(DropboxFixture.PathOf(name), [1]);
        }
    }

    public ValueTask DisposeAsync() => _dropbox.DisposeAsync();

    [Fact]
    public async Task ListAsync_SeveralPages_ListsAll()
    {
        Assert.Equal(Names, await ListAsync());
        Assert.Equal(3, _dropbox.Count("files/list_folder/continue"));
    }

    [Theory]
    [InlineData(List, 1)]
    [InlineData(Continue, 1)]
    [InlineData(Continue, 3)]
    public async Task ListAsync_APageFails_Throws(string path, int call)
    {
        int calls = 0;
        _dropbox.Wire.On(request => request.Path == path && ++calls >= call).Answer(500);

        StorageException error = await Assert.ThrowsAsync<StorageException>(ListAsync);

        Assert.Equal("BSH0910", error.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Please log in</html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"entries":[],"has_more":false}""")]
    [InlineData("""{"entries":[],"cursor":"c"}""")]
    [InlineData("""{"cursor":"c","has_more":false}""")]
    [InlineData("""{"entries":[null],"cursor":"c","has_more":false}""")]
    [InlineData("""{"entries":[{"name":"x"}],"cursor":"c","has_more":false}""")]
    [InlineData("""{"entries":[{".tag":"file","name":"x","path_lower":"/x"}],"cursor":"c","has_more":false}""")]
    [InlineData("""{"entries":[],"cursor":"c","has_more":tr""")]
    public async Task ListAsync_StrangeAnswer_Throws(string body)
    {
        foreach (string path in (string[])[List, Continue])
        {
            _dropbox.Wire.Heal();
            _dropbox.Wire.On(path).Answer(new WireAnswer(200) { ContentType = "application/json", Body = body });

            StorageException error = await Assert.ThrowsAsync<StorageException>(ListAsync);

            Assert.Equal("BSH0918", error.Code);
        }
    }

    [Fact]
    public async Task ListAsync_PagesLeadInACircle_Throws()
    {
        WireAnswer page = new(200) { ContentType = "application/json", Body = """{"entries":[],"cursor":"c","has_more":true}""" };
        _dropbox.Wire.On(List).Answer(page).On(Continue).Answer(page);

        Assert.Equal("BSH0918", (await Assert.ThrowsAsync<StorageException>(ListAsync)).Code);
    }

    [Fact]
    public async Task ListAsync_CursorIsReset_StartsAgain()
    {
        int calls = 0;
        _dropbox.Wire.On(request =>
        {
            if (request.Path == Continue && ++calls == 2)
            {
                _dropbox.Server.ResetCursors();
            }

            return false;
        }).Reset();

        Assert.Equal(Names, await ListAsync());
        Assert.Equal(2, _dropbox.Count("files/list_folder"));
    }

    [Fact]
    public async Task ListAsync_CursorIsAlwaysReset_Throws()
    {
        _dropbox.Wire.On(Continue).Answer(new WireAnswer(409)
        {
            ContentType = "application/json",
            Body = """{"error_summary":"reset/..","error":{".tag":"reset"}}""",
        });

        await Assert.ThrowsAsync<StorageException>(ListAsync);
    }

    [Fact]
    public async Task ListAsync_FileChangesBetweenPages_ListsItOnce()
    {
        _dropbox.Wire.On(request =>
        {
            if (request.Path == Continue)
            {
                _dropbox.Server.Put(DropboxFixture.PathOf("FILE-0"), [1, 2]);
                _dropbox.Server.Remove(DropboxFixture.PathOf("file-1"));
            }

            return request.Path == Continue;
        }).Call(1).AtResponseByte(0).WaitFor(Task.CompletedTask);

        string[] listed = await ListAsync();

        Assert.Equal(["FILE-0", .. Names[2..]], listed);
    }

    [Fact]
    public async Task ListAsync_FoldersDeletedAndUnfinished_AreNotListed()
    {
        DropboxStorage storage = _dropbox.Open();
        _dropbox.Server.Put(DropboxFixture.PathOf("below/x"), [1]);
        _dropbox.Server.Remove(DropboxFixture.PathOf("file-0"));
        _dropbox.Wire.On("/2/files/upload_session/finish").Answer(403);
        await Assert.ThrowsAsync<StorageException>(
            () => DropboxFixture.UploadAsync(storage, "unfinished", new byte[DropboxLimits.BlockBytes + 1], Token));

        Assert.Equal(1, _dropbox.Server.OpenSessionCount);
        Assert.Equal(Names[1..], await ListAsync());
    }

    [Fact]
    public async Task ListAsync_ForeignNames_AreListedAsTheyAre()
    {
        string[] foreign = ["Ünï ☃.txt", "a b", "%41", "a'b\"c&d"];
        foreach (string name in foreign)
        {
            _dropbox.Server.Put(DropboxFixture.PathOf(name), [1]);
        }

        string[] listed = await ListAsync();

        Assert.Equal(Names.Concat(foreign).Order(StringComparer.Ordinal), listed);
    }

    private async Task<string[]> ListAsync()
    {
        List<string> names = [];
        await foreach (StorageObject found in _dropbox.Open().ListAsync("", Token))
        {
            names.Add(found.Name);
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }
}
