using BackupSh.Testing.GoogleDrive;
using BackupSh.Testing.Wire;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>What listing and deleting do when the answers are not what they should be.</summary>
public sealed class ListWireTests : IAsyncLifetime
{
    private DriveWorkshop _workshop = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _workshop = await DriveWorkshop.OpenAsync();

    public async ValueTask DisposeAsync() => await _workshop.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ListAsync_APageFails_Throws(int page)
    {
        await FillAsync(5);
        int seen = 0;
        _workshop.Server.Wire.On(request => DriveRequest.Of("list")(request) && (Interlocked.Increment(ref seen) >= page)).Answer(503);

        await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage(pageSize: 2).NamesAsync());
    }

    [Fact]
    public async Task ListAsync_APageFailsOnce_ListsAll()
    {
        await FillAsync(5);
        _workshop.Server.Wire.On(DriveRequest.Of("list")).Call(2).Reset();

        Assert.Equal(["o0", "o1", "o2", "o3", "o4"], await _workshop.Storage(pageSize: 2).NamesAsync());
    }

    [Fact]
    public async Task ListAsync_ServerForgetsThePage_Throws()
    {
        await FillAsync(5);
        _workshop.Server.Wire.On(request =>
        {
            if (request.Query.Contains("pageToken", StringComparison.Ordinal))
            {
                _workshop.Server.ForgetPages();
            }

            return false;
        }).Reset();

        await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage(pageSize: 2).NamesAsync());
    }

    [Fact]
    public async Task ListAsync_APageRepeatsEntries_ListsThemOnce()
    {
        await FillAsync(2);
        GoogleDriveFile file = _workshop.Files[0];
        string entry = $$"""{"id":"{{file.Id}}","name":"{{file.Name}}","size":"1","modifiedTime":"2026-11-24T03:00:00Z"}""";
        string page = $$"""{"incompleteSearch":false,"files":[{{entry}},{{entry}}]}""";
        _workshop.Server.Wire.On(request => request.Query.Contains("pageToken", StringComparison.Ordinal)).Answer(new WireAnswer(200) { Body = page });

        Assert.InRange((await _workshop.Storage(pageSize: 1).NamesAsync()).Length, 1, 2);
        Assert.Equal((await _workshop.Storage(pageSize: 1).NamesAsync()).Distinct(), await _workshop.Storage(pageSize: 1).NamesAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Please sign in to the guest network</body></html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"incompleteSearch":false}""")]
    [InlineData("""{"files":[]}""")]
    [InlineData("""{"files":null,"incompleteSearch":false}""")]
    [InlineData("""{"files":[{}],"incompleteSearch":false}""")]
    [InlineData("""{"files":[{"id":"1","name":"a","size":"1","modifiedTime":"2026-11-24T03:00:00Z","parents":["another"]}],"incompleteSearch":false}""")]
    [InlineData("""{"files":[],"incompleteSearch":false,"nextPageToken":"again"}""")]
    [InlineData("""{"files":[{"id":"1","na""")]
    public async Task ListAsync_StrangeAnswerOfSuccess_Throws(string body)
    {
        await FillAsync(1);
        _workshop.Server.Wire.On(DriveRequest.Of("list")).Answer(new WireAnswer(200) { Body = body });

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().NamesAsync());

        Assert.Equal("BSH0953", thrown.Code);
    }

    [Fact]
    public async Task ListAsync_SearchIsIncomplete_Throws()
    {
        await FillAsync(1);
        _workshop.Server.Settings.SearchesIncompletely = true;

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().NamesAsync());

        Assert.Equal("BSH0952", thrown.Code);
    }

    [Fact]
    public async Task ListAsync_TrashAndSessionsAndFolders_AreHidden()
    {
        await FillAsync(2);
        _workshop.Server.Trash(_workshop.Files.Single(file => file.Name == "o0").Id);
        _workshop.Server.AddFolder("below", _workshop.FolderId);

        Assert.Equal(["o1"], await _workshop.Storage().NamesAsync());
    }

    [Fact]
    public async Task ListAsync_FolderIsInTheTrash_IsNoEmptyListing()
    {
        await FillAsync(2);
        GoogleDriveStorage storage = _workshop.Storage();
        await storage.NamesAsync();
        _workshop.Server.Trash(_workshop.FolderId);

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => storage.NamesAsync());
        StorageException deleting = await Assert.ThrowsAsync<StorageException>(() => storage.DeleteAsync(["o0"], Token));

        Assert.Equal(("BSH0941", "BSH0941"), (thrown.Code, deleting.Code));
    }

    [Fact]
    public async Task ListAsync_ForeignFiles_BreakNothing()
    {
        await FillAsync(1);
        foreach (string name in (string[])["holiday photo.jpg", "ünï ☃", "it's \\ 'x'", ".hidden", "notes.txt", "notes.txt", ""])
        {
            await _workshop.Server.AddFileAsync(_workshop.FolderId, name, new byte[3], cancellationToken: Token);
        }

        Assert.Equal(["o0"], await _workshop.Storage().NamesAsync());
        Assert.Equal(8, _workshop.Files.Count);
    }

    [Theory]
    [InlineData("o0", "o0")]
    [InlineData("erp.2026-11-24_03-00-00.zip", "erp.2026-11-24_03-00-00.zip")]
    public async Task ListAsync_TwoFilesOfOneBackupName_Throws(string name, string again)
    {
        await _workshop.Storage().PutAsync("o0", [1]);
        if (name != "o0")
        {
            await _workshop.Server.AddFileAsync(_workshop.FolderId, name, new byte[3], cancellationToken: Token);
        }

        await _workshop.Server.AddFileAsync(_workshop.FolderId, again, new byte[3], cancellationToken: Token);

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => _workshop.Storage().NamesAsync());
        DeleteOutcome outcome = Assert.Single(await _workshop.Storage().DeleteAsync([name], Token));

        Assert.Equal(("BSH0942", name), (thrown.Code, thrown.ObjectName));
        Assert.Equal((DeleteStatus.Failed, "BSH0942"), (outcome.Status, outcome.Error!.Code));
        await Assert.ThrowsAsync<StorageObjectExistsException>(() => _workshop.Storage().PutAsync(name, [2]));
    }

    [Fact]
    public async Task DeleteAsync_OneNameFails_SaysSoForThatOne()
    {
        await FillAsync(3);
        string id = _workshop.Files.Single(file => file.Name == "o1").Id;
        _workshop.Server.Wire.On(request => request.Method == "PATCH" && request.Path.EndsWith(id, StringComparison.Ordinal))
            .Answer(GoogleDriveServer.ErrorAnswer(403, "insufficientFilePermissions"));

        IReadOnlyList<DeleteOutcome> outcomes = await _workshop.Storage().DeleteAsync(["o0", "o1", "o2", "o3"], Token);

        Assert.Equal([DeleteStatus.Deleted, DeleteStatus.Failed, DeleteStatus.Deleted, DeleteStatus.NotFound], outcomes.Select(outcome => outcome.Status));
        Assert.Equal("BSH0943", outcomes[1].Error!.Code);
        Assert.Equal(["o1"], await _workshop.Storage().NamesAsync());
    }

    [Theory]
    [InlineData(GoogleDriveDeletion.Trash, 1)]
    [InlineData(GoogleDriveDeletion.Permanent, 0)]
    public async Task DeleteAsync_AsTheOptionSays_TrashesOrDeletes(GoogleDriveDeletion deletion, int trashed)
    {
        await FillAsync(1);

        await _workshop.Storage(options => options.Deletion = deletion).DeleteAsync(["o0"], Token);

        Assert.Empty(await _workshop.Storage().NamesAsync());
        Assert.Equal(trashed, _workshop.Server.Files.Count(file => file.IsTrashed));
    }

    [Theory]
    [InlineData(GoogleDriveDeletion.Trash, "trash")]
    [InlineData(GoogleDriveDeletion.Permanent, "delete")]
    public async Task DeleteAsync_AnswerIsLost_IsDeleted(GoogleDriveDeletion deletion, string kind)
    {
        await FillAsync(1);
        _workshop.Server.Wire.On(DriveRequest.Of(kind)).First(1).AfterIsApplied().Reset();

        IReadOnlyList<DeleteOutcome> outcomes = await _workshop.Storage(options => options.Deletion = deletion).DeleteAsync(["o0"], Token);

        Assert.True(outcomes[0].IsGone);
        Assert.Empty(await _workshop.Storage().NamesAsync());
    }

    [Fact]
    public async Task DeleteAsync_ManyNames_AreFoundInFewSearches()
    {
        await FillAsync(60);
        int before = _workshop.CountOf("list");

        IReadOnlyList<DeleteOutcome> outcomes = await _workshop.Storage().DeleteAsync([.. Enumerable.Range(0, 60).Select(i => $"o{i}")], Token);

        Assert.All(outcomes, outcome => Assert.Equal(DeleteStatus.Deleted, outcome.Status));
        Assert.Equal(3, _workshop.CountOf("list") - before);
    }

    private async Task FillAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await _workshop.Server.AddFileAsync(_workshop.FolderId, $"o{i}", new byte[1], cancellationToken: Token);
        }
    }
}
