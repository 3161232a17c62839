using BackupSh.Catalog;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog;

public sealed class InfoReaderTests
{
    [Fact]
    public async Task ListAsync_Again_ReadsNoInfoFileTwice()
    {
        FaultyStorage storage = new(Memory(20));
        await using EngineFixture engine = Seed.Engine().With("memory", storage);

        int first = (await engine.ListAsync()).Count;
        int second = (await engine.ListAsync(new BackupQuery { Database = "shop" })).Count;

        Assert.Equal((20, 20), (first, second));
        Assert.Equal(20, storage.Calls.Count(call => call.Operation == StorageOperation.OpenRead));
    }

    [Fact]
    public async Task ListAsync_InfoFileReplaced_ReadsTheNewOne()
    {
        InMemoryStorage memory = Memory(1);
        await using EngineFixture engine = Seed.Engine().With("memory", memory);
        await engine.ListAsync();
        memory.PutBackup(1, with: details => details with { Host = "web-2" });

        Assert.Equal("web-2", Assert.Single(await engine.ListAsync()).Info.Details!.Host);
    }

    [Fact]
    public async Task ListAsync_OneNameInTwoStorages_TellsThemApart()
    {
        InMemoryStorage near = new();
        InMemoryStorage far = new();
        near.PutBackup(1);
        far.PutBackup(1, with: details => details with { Host = "web-2" });
        await using EngineFixture engine = Seed.Engine().With("near", near).With("far", far);

        List<BackupEntry> entries = await engine.ListAsync();

        Assert.Equal("web-1", entries.Single(entry => entry.Storage == "near").Info.Details!.Host);
        Assert.Equal("web-2", entries.Single(entry => entry.Storage == "far").Info.Details!.Host);
    }

    [Fact]
    public async Task ListAsync_ManyInfoFiles_ReadsSixteenAtOnceAndNoMore()
    {
        TaskCompletionSource gate = new();
        WatchedStorage storage = new(Memory(40)) { Gate = gate.Task };
        await using EngineFixture engine = Seed.Engine().With("memory", storage);

        Task<List<BackupEntry>> listing = engine.ListAsync();
        await EngineFixture.UntilAsync(() => storage.MostAtOnce == 16);
        gate.SetResult();

        Assert.Equal(40, (await listing).Count);
        Assert.Equal(16, storage.MostAtOnce);
    }

    [Fact]
    public async Task ListAsync_InfoVanishesAfterListing_IsNoErrorAndNoProblem()
    {
        InMemoryStorage memory = Memory(3);
        FaultyStorage storage = new FaultyStorage(memory).On(StorageOperation.OpenRead).Named(Seed.Name(1).File("info"))
            .Fail(new StorageObjectNotFoundException("memory", Seed.Name(1).File("info")));
        await using EngineFixture engine = Seed.Engine().With("memory", storage);

        Assert.Equal([Seed.Name(2), Seed.Name(3)], (await engine.ListAsync()).Select(entry => entry.Name));
        Assert.Empty(await engine.ProblemsAsync());
    }

    [Fact]
    public async Task ForgetAllBut_BackupsThatAreGone_AreReadAgainIfTheyComeBack()
    {
        InMemoryStorage memory = Memory(2);
        FaultyStorage storage = new(memory);
        await using EngineFixture engine = Seed.Engine().With("memory", storage);
        await engine.ListAsync();
        StorageObject info = (await memory.ListAsync(Seed.Name(1).File("info"), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken))[0];
        memory.Remove(info.Name);
        await engine.ListAsync();
        memory.PutText(info.Name, "[common]");

        // The storage tells the version of before: only what is remembered could be listed.
        storage.On(StorageOperation.List).LieAboutObjects(stored => stored.Name == info.Name ? info : stored);

        Assert.Equal([Seed.Name(2)], (await engine.ListAsync()).Select(entry => entry.Name));
    }

    private static InMemoryStorage Memory(int backups)
    {
        InMemoryStorage memory = new();
        for (int days = 1; days <= backups; days++)
        {
            memory.PutBackup(days);
        }

        return memory;
    }
}
