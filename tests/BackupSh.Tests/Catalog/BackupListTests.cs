using BackupSh.Catalog;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog;

public sealed class BackupListTests
{
    [Fact]
    public async Task ListAsync_SeveralStorages_IsNewestFirstWithEachCopyApart()
    {
        InMemoryStorage near = new();
        InMemoryStorage far = new();
        near.PutBackup(3);
        near.PutBackup(1);
        far.PutBackup(2);
        far.PutBackup(1);
        await using EngineFixture engine = Seed.Engine().With("near", near).With("far", far);

        List<BackupEntry> entries = await engine.ListAsync();

        Assert.Equal([Seed.Name(1), Seed.Name(1), Seed.Name(2), Seed.Name(3)], entries.Select(entry => entry.Name));
        Assert.Equal(["far", "near"], entries.Take(2).Select(entry => entry.Storage).Order());
    }

    [Fact]
    public async Task ListAsync_OneStorageFails_GivesTheOthersFirstAndThenTheError()
    {
        InMemoryStorage near = new();
        near.PutBackup(1);
        FaultyStorage far = new FaultyStorage(new InMemoryStorage()).On(StorageOperation.List).Fail();
        await using EngineFixture engine = Seed.Engine().With("far", far).With("near", near);
        List<BackupEntry> entries = [];

        Exception? error = await CatalogListing.ReadAsync(engine, BackupQuery.All, entries);

        Assert.Equal("BSH0250", Assert.IsType<StorageException>(error).Code);
        Assert.Equal("near", Assert.Single(entries).Storage);
    }

    [Fact]
    public async Task ListAsync_OneInfoFileCannotBeRead_GivesAllOthersFirstAndThenTheError()
    {
        InMemoryStorage memory = new();
        FaultyStorage storage = new FaultyStorage(memory).On(StorageOperation.OpenRead).Named(Seed.Name(1).File("info")).Fail();
        for (int days = 1; days <= 40; days++)
        {
            memory.PutBackup(days);
        }

        await using EngineFixture engine = Seed.Engine().With("memory", storage);
        List<BackupEntry> entries = [];

        Exception? error = await CatalogListing.ReadAsync(engine, BackupQuery.All, entries);

        Assert.Equal("BSH0250", Assert.IsType<StorageException>(error).Code);
        Assert.Equal(39, entries.Count);
    }

    [Fact]
    public async Task ListAsync_StorageOutOfReach_DoesNotAskForEveryInfoFile()
    {
        InMemoryStorage memory = new();
        FaultyStorage storage = new FaultyStorage(memory).On(StorageOperation.OpenRead).FailTransiently();
        for (int days = 1; days <= 100; days++)
        {
            memory.PutBackup(days);
        }

        await using EngineFixture engine = Seed.Engine().With("memory", storage);

        Assert.NotNull(await CatalogListing.ReadAsync(engine, BackupQuery.All, []));
        Assert.InRange(storage.Calls.Count(call => call.Operation == StorageOperation.OpenRead), 1, 16);
    }

    [Fact]
    public async Task ListAsync_PinCannotBeRead_ListsTheBackupAsPinnedAndThenTheError()
    {
        InMemoryStorage memory = new();
        memory.PutPin(memory.PutBackup(1), EngineFixture.Start.AddDays(-1));
        FaultyStorage storage = new FaultyStorage(memory).On(StorageOperation.OpenRead).Named(Seed.Name(1).File("pin")).Fail();
        await using EngineFixture engine = Seed.Engine().With("memory", storage);
        List<BackupEntry> entries = [];

        Assert.NotNull(await CatalogListing.ReadAsync(engine, BackupQuery.All, entries));
        Assert.True(Assert.Single(entries).IsPinned);
    }

    [Fact]
    public async Task ListAsync_PinIsRemovedWhileListing_ListsTheBackupWithoutIt()
    {
        InMemoryStorage memory = new();
        BackupName name = memory.PutBackup(1);
        FaultyStorage storage = new FaultyStorage(memory).On(StorageOperation.List)
            .Invent(new StorageObject(name.File("pin"), 10, EngineFixture.Start));
        await using EngineFixture engine = Seed.Engine().With("memory", storage);

        Assert.False(Assert.Single(await engine.ListAsync()).IsPinned);
    }

    [Fact]
    public async Task ListAsync_ListingHangs_EndsWithAnErrorInTime()
    {
        FaultyStorage storage = new FaultyStorage(new InMemoryStorage()).On(StorageOperation.List).Hang();
        await using EngineFixture engine = Seed.Engine().With("memory", storage);
        Task<List<BackupEntry>> listing = engine.ListAsync();

        await engine.PassTimeUntilAsync(() => listing.IsCompleted, TimeSpan.FromSeconds(30));

        Assert.Equal("BSH0511", (await Assert.ThrowsAsync<StorageException>(() => listing)).Code);
    }

    [Fact]
    public async Task ListAsync_ListingWithDuplicates_ListsEachBackupOnce()
    {
        InMemoryStorage memory = new();
        memory.PutBackup(1);
        FaultyStorage storage = new(memory);
        await foreach (StorageObject stored in memory.ListAsync("", TestContext.Current.CancellationToken))
        {
            storage.On(StorageOperation.List).Invent(stored);
        }

        await using EngineFixture engine = Seed.Engine().With("memory", storage);

        Assert.Equal(BackupHealth.Complete, Assert.Single(await engine.ListAsync()).Health);
        Assert.Empty(await engine.ProblemsAsync());
    }

    [Fact]
    public async Task ListAsync_FileOfAnotherPrefix_IsNotListed()
    {
        InMemoryStorage memory = new();
        memory.PutBackup(1);
        FaultyStorage storage = new FaultyStorage(memory).On(StorageOperation.List)
            .Invent(new StorageObject(Seed.Name(1, "till").File("info"), 10, EngineFixture.Start));
        await using EngineFixture engine = Seed.Engine().With("memory", storage);

        Assert.Equal(Seed.Name(1), Assert.Single(await engine.ListAsync(new BackupQuery { Database = "shop" })).Name);
    }

    [Fact]
    public async Task ListAsync_ModulesBackup_IsListedLikeOurs()
    {
        await using EngineFixture engine = Seed.Engine();
        BackupName name = engine.Memory.PutModulesBackup(1);

        BackupEntry entry = Assert.Single(await engine.ListAsync(new BackupQuery { Source = "shop" }));

        Assert.Equal((name, BackupHealth.Complete, name.File("zip")), (entry.Name, entry.Health, entry.Archive));
        Assert.Empty(await engine.ProblemsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ListAsync_NewerFormat_IsListedAsSuch(bool namesItsArchive)
    {
        await using EngineFixture engine = Seed.Engine();
        BackupName name = engine.Memory.PutBackup(1);
        string archive = namesItsArchive ? $"archive = {Seed.Archive(name)}\n" : "";
        engine.Memory.PutText(name.File("info"), $"""
            [common]
            database = shop
            encrypted = False
            upload_datetime = {name.ToString()["shop.".Length..]}
            backup_size = 1
            storage_service = local

            [backupsh]
            format = 7
            min_reader = 7
            {archive}
            """);

        BackupEntry entry = Assert.Single(await engine.ListAsync(new BackupQuery { Source = "shop" }));

        Assert.Equal((BackupHealth.Newer, Seed.Archive(name)), (entry.Health, entry.Archive));
        Assert.Empty(await engine.ProblemsAsync());
    }

    [Fact]
    public async Task ListAsync_StorageNamedInAnotherCase_TellsItsTrueName()
    {
        await using EngineFixture engine = Seed.Engine();
        engine.Memory.PutBackup(1);

        Assert.Equal("memory", Assert.Single(await engine.ListAsync(new BackupQuery { Storage = "MEMORY" })).Storage);
    }

    [Fact]
    public async Task ListAsync_UnknownStorage_Throws()
    {
        await using EngineFixture engine = Seed.Engine();

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.ListAsync(new BackupQuery { Storage = "nowhere" }));

        Assert.Equal("BSH0142", exception.Code);
    }

    [Fact]
    public async Task ListAsync_WithoutQuery_ThrowsAtOnce()
    {
        await using EngineFixture engine = Seed.Engine();

        Assert.Throws<ArgumentNullException>(() => { _ = engine.Catalog.ListAsync(null!, TestContext.Current.CancellationToken); });
    }

    [Fact]
    public async Task ListAsync_Cancelled_ThrowsUnwrapped()
    {
        await using EngineFixture engine = Seed.Engine();
        using CancellationTokenSource source = new();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await engine.Catalog.ListAsync(BackupQuery.All, source.Token).ToListAsync(CancellationToken.None));
    }
}
