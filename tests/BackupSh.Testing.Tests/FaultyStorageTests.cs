using BackupSh.Storage;
using BackupSh.TestSupport;

namespace BackupSh.Testing.Tests;

public sealed class FaultyStorageTests
{
    private readonly InMemoryStorage _memory = new();
    private readonly FaultyStorage _storage;

    public FaultyStorageTests() => _storage = new FaultyStorage(_memory);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fail_SecondCall_StrikesThatOneOnly()
    {
        _storage.On(StorageOperation.Upload).Call(2).Fail();

        await UploadAsync("a");
        StorageException thrown = await Assert.ThrowsAsync<StorageException>(() => UploadAsync("b"));
        await UploadAsync("c");

        Assert.Equal(("BSH0250", false), (thrown.Code, thrown.IsTransient));
        Assert.Equal(["a", "c"], _memory.Names);
    }

    [Fact]
    public async Task Fail_NamedSecondCall_CountsThatNameOnly()
    {
        _storage.On(StorageOperation.Upload).Named(name => name.EndsWith(".info", StringComparison.Ordinal)).Call(2).Fail();

        await UploadAsync("a.info");
        await UploadAsync("b.zip");
        await Assert.ThrowsAsync<StorageException>(() => UploadAsync("b.info"));
    }

    [Fact]
    public async Task Fail_AtByte_LetsTheBytesBeforePassAndThrowsTheGivenException()
    {
        IOException failure = new("The line is cut.");
        ContentStream content = new(ContentStream.Bytes(1000)) { ReadLimit = 100 };
        _storage.On(StorageOperation.Upload).AtByte(250).Fail(failure);

        Exception? thrown = await Record.ExceptionAsync(() => _storage.UploadAsync("a", content, Options(), Token));

        Assert.Same(failure, thrown);
        Assert.Equal(3, content.ReadCount);
        Assert.Empty(_memory.Names);
    }

    [Fact]
    public async Task Fail_BeyondTheEnd_StrikesAtTheEnd()
    {
        _storage.On(StorageOperation.Upload).AtByte(5000).Fail();
        _storage.On(StorageOperation.List).AtEntry(50).Fail();

        await Assert.ThrowsAsync<StorageException>(() => UploadAsync("a"));
        await Assert.ThrowsAsync<StorageException>(() => NamesAsync());
    }

    [Fact]
    public async Task FailTransiently_AfterIsApplied_IsALostAcknowledgement()
    {
        _storage.On(StorageOperation.Upload).Call(1).AfterIsApplied().FailTransiently();

        Assert.True((await Assert.ThrowsAsync<StorageException>(() => UploadAsync("a"))).IsTransient);

        Assert.Equal(["a"], _memory.Names);
        await Assert.ThrowsAsync<StorageObjectExistsException>(() => UploadAsync("a"));
    }

    [Fact]
    public async Task Hang_Call_WaitsUntilItIsCancelled()
    {
        using CancellationTokenSource cancellation = new();
        _storage.On(StorageOperation.Delete).Hang();
        Task<IReadOnlyList<DeleteOutcome>> call = _storage.DeleteAsync(["a"], cancellation.Token);
        Assert.False(call.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task WaitFor_Gate_GoesOnWhenItOpens()
    {
        TaskCompletionSource gate = new();
        _storage.On(StorageOperation.Upload).AtByte(5).WaitFor(gate.Task);
        Task<StorageObject> upload = UploadAsync("a");
        Assert.False(upload.IsCompleted);

        gate.SetResult();

        Assert.Equal(10, (await upload).SizeBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(9)]
    public async Task Corrupt_ByteOfAnUpload_FlipsThatByteOnly(int position)
    {
        _storage.On(StorageOperation.Upload).AtByte(position).Corrupt();

        await UploadAsync("a");

        byte[] expected = ContentStream.Bytes(10);
        expected[position] ^= 1;
        Assert.Equal(expected, _memory.GetContent("a"));
    }

    [Fact]
    public async Task CorruptAndTruncate_Reading_ActOnWhatTheCallerReads()
    {
        _memory.Put("a", ContentStream.Bytes(10));
        _storage.On(StorageOperation.OpenRead).AtByte(2).Corrupt().On(StorageOperation.OpenRead).AtByte(6).Truncate();

        await using Stream content = await _storage.OpenReadAsync("a", ReadRange.All, Token);
        byte[] read = new byte[10];
        int count = await content.ReadAtLeastAsync(read, 10, throwOnEndOfStream: false, Token);

        Assert.Equal(6, count);
        Assert.Equal(ContentStream.Bytes(10)[2] ^ 1, read[2]);
        Assert.Equal(10, _memory.GetContent("a").Length);
    }

    [Fact]
    public async Task Truncate_Listing_EndsAsIfItWereWhole()
    {
        await UploadAsync("a");
        await UploadAsync("b");
        await UploadAsync("c");
        _storage.On(StorageOperation.List).Call(1).AtEntry(2).Truncate();

        Assert.Equal(2, (await NamesAsync()).Length);
        Assert.Equal(3, (await NamesAsync()).Length);
    }

    [Fact]
    public async Task LieAboutObjects_Listing_HidesAndChanges()
    {
        await UploadAsync("a");
        await UploadAsync("b");
        _storage.On(StorageOperation.List).LieAboutObjects(item => item.Name == "a" ? null : item with { SizeBytes = 77 })
            .On(StorageOperation.List).Invent(new StorageObject("phantom", 1, DateTimeOffset.UnixEpoch));

        List<StorageObject> listed = await _storage.ListAsync("", Token).ToListAsync(Token);

        Assert.Equal([("b", 77L), ("phantom", 1L)], listed.Select(item => (item.Name, item.SizeBytes)));
    }

    [Fact]
    public async Task LieAboutOutcomes_Deletion_SaysDeletedOfWhatStays()
    {
        _memory.Put("a", [1]);
        _memory.AllowsDelete = false;
        _storage.On(StorageOperation.Delete).LieAboutOutcomes(outcome => outcome with { Status = DeleteStatus.Deleted });

        Assert.True(Assert.Single(await _storage.DeleteAsync(["a"], Token)).IsGone);
        Assert.Equal(["a"], _memory.Names);
    }

    [Fact]
    public async Task Calls_FailedOnesToo_AreInOrder()
    {
        _storage.On(StorageOperation.Upload).Call(1).Fail();
        await Record.ExceptionAsync(() => UploadAsync("a"));
        await UploadAsync("a");
        await NamesAsync();
        await _storage.DeleteAsync(["a", "b"], Token);

        Assert.Equal(["Upload a", "Upload a", "List", "Delete a,b"], _storage.Calls.Select(call => call.ToString()));
    }

    [Fact]
    public async Task Heal_Script_IsForgotten()
    {
        _storage.On(StorageOperation.Upload).Fail();
        await Assert.ThrowsAsync<StorageException>(() => UploadAsync("a"));

        _storage.Heal();

        await UploadAsync("a");
    }

    [Fact]
    public void GetAbility_OfTheStorageBehind_IsForwarded()
    {
        Assert.Same(_memory, _storage.GetAbility<ICreateOnlyStorage>());
        Assert.Null(new FaultyStorage(new InMemoryStorage { CreatesOnly = false }).GetAbility<ICreateOnlyStorage>());
    }

    [Fact]
    public void Script_WithoutSense_IsMisuse()
    {
        Assert.Throws<InvalidOperationException>(() => _storage.On(StorageOperation.List).AtByte(1));
        Assert.Throws<InvalidOperationException>(() => _storage.On(StorageOperation.Upload).AtEntry(1));
        Assert.Throws<InvalidOperationException>(() => _storage.On(StorageOperation.Upload).Corrupt());
        Assert.Throws<InvalidOperationException>(() => _storage.On(StorageOperation.Upload).LieAboutOutcomes(outcome => outcome));
        Assert.Throws<ArgumentOutOfRangeException>(() => _storage.On(StorageOperation.Upload).Call(0));
    }

    private static UploadOptions Options() => new() { RunId = "run-1" };

    private Task<StorageObject> UploadAsync(string name) =>
        _storage.UploadAsync(name, new ContentStream(ContentStream.Bytes(10)), Options(), Token);

    private async Task<string[]> NamesAsync() => [.. (await _storage.ListAsync("", Token).ToListAsync(Token)).Select(item => item.Name)];
}
