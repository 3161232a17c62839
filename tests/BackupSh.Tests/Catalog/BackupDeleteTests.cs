using BackupSh.Catalog;
using BackupSh.Events;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog;

public sealed class BackupDeleteTests
{
    private static readonly BackupName Name = Seed.Name(1);
    private static readonly string Info = Name.File("info");
    private static readonly string Archive = Seed.Archive(Name);

    private readonly InMemoryStorage _memory = new();
    private readonly FaultyStorage _storage;

    public BackupDeleteTests()
    {
        _storage = new FaultyStorage(_memory);
        _memory.PutBackup(Name);
    }

    private IEnumerable<string> Deletions => _storage.Calls.Where(call => call.Operation == StorageOperation.Delete).Select(call => call.Names[0]);

    [Fact]
    public async Task DeleteAsync_Backup_DeletesInfoThenArchiveThenEndedPin()
    {
        _memory.PutPin(Name, EngineFixture.Start.AddDays(-1));
        _memory.PutBackup(2);
        await using EngineFixture engine = Engine();

        DeleteOutcome outcome = await DeleteAsync(engine);

        Assert.Equal(DeleteStatus.Deleted, outcome.Status);
        Assert.Equal([Info, Archive, Name.File("pin")], Deletions);
        Assert.Equal([Seed.Archive(Seed.Name(2)), Seed.Name(2).File("info")], _memory.Names);
    }

    [Fact]
    public async Task DeleteAsync_Backup_TellsObserversOnce()
    {
        await using EngineFixture engine = Engine();

        await DeleteAsync(engine);

        BackupDeleted deleted = Assert.IsType<BackupDeleted>(Assert.Single(engine.Observer.Events));
        Assert.Equal(("memory", Name.ToString(), EngineFixture.Start), (deleted.Storage, deleted.Backup, deleted.Time));
    }

    [Fact]
    public async Task DeleteAsync_InfoRetained_StopsAndReports()
    {
        _memory.AllowsDelete = false;
        await using EngineFixture engine = Engine();

        DeleteOutcome outcome = await DeleteAsync(engine);

        Assert.Equal((DeleteStatus.Retained, Info), (outcome.Status, outcome.Name));
        Assert.NotNull(outcome.Error);
        Assert.Equal([Info], Deletions);
        Assert.Single(await engine.ListAsync());
        Assert.Empty(engine.Observer.Events);
    }

    [Fact]
    public async Task DeleteAsync_InfoSaidToBeDeletedAndStillListed_DoesNotDeleteTheArchive()
    {
        FaultyStorage versioned = new FaultyStorage(_storage).On(StorageOperation.List).Invent(new StorageObject(Info, 100, EngineFixture.Start));
        await using EngineFixture engine = Seed.Engine().With("memory", versioned);

        DeleteOutcome outcome = await DeleteAsync(engine);

        Assert.Equal((DeleteStatus.Failed, "BSH0519"), (outcome.Status, outcome.Error?.Code));
        Assert.True(_memory.Contains(Archive));
    }

    [Theory]
    [InlineData(DeleteStatus.Failed)]
    [InlineData(DeleteStatus.Retained)]
    public async Task DeleteAsync_ArchiveNotDeleted_ReportsTheArchiveAndCanBeFinished(DeleteStatus status)
    {
        BackupShError error = new("BSH9999", "It is locked.", "Wait.");
        KeepingStorage locked = new(_storage, Archive, new DeleteOutcome(Archive, status, error));
        await using (EngineFixture first = Seed.Engine().With("memory", locked))
        {
            DeleteOutcome outcome = await DeleteAsync(first);

            Assert.Equal((status, Archive, error), (outcome.Status, outcome.Name, outcome.Error));
            Assert.Empty(first.Observer.Events);
            Assert.Empty(await first.ListAsync());
            Assert.Equal(CatalogProblemKind.ArchiveWithoutInfo, Assert.Single(await first.ProblemsAsync()).Kind);
        }

        await using EngineFixture again = Engine();
        Assert.True((await DeleteAsync(again)).IsGone);
        Assert.Empty(_memory.Names);
        Assert.Single(again.Observer.Events);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task DeleteAsync_CrashAtAnyDeletion_IsFinishedByDoingItAgain(int at)
    {
        _memory.PutPin(Name, EngineFixture.Start.AddDays(-1));
        _storage.On(StorageOperation.Delete).Call(at).Fail(new IOException("gone"));
        await using EngineFixture engine = Engine();
        await Assert.ThrowsAsync<IOException>(() => DeleteAsync(engine));
        Assert.DoesNotContain(await engine.ProblemsAsync(), problem => problem.Kind == CatalogProblemKind.InfoWithoutArchive);

        Assert.True((await DeleteAsync(engine)).IsGone);
        Assert.Empty(_memory.Names);
        Assert.Empty(await engine.ProblemsAsync());
        Assert.Equal("BSH0540", (await Assert.ThrowsAsync<BackupShException>(() => DeleteAsync(engine))).Code);
    }

    [Fact]
    public async Task DeleteAsync_PinCannotBeDeleted_TellsThatTheBackupIsGone()
    {
        _memory.PutPin(Name, EngineFixture.Start.AddDays(-1));
        _storage.On(StorageOperation.Delete).Named(Name.File("pin")).Fail();
        await using EngineFixture engine = Engine();

        Assert.True((await DeleteAsync(engine)).IsGone);
        Assert.Single(engine.Observer.Events);
        Assert.Equal(CatalogProblemKind.PinWithoutBackup, Assert.Single(await engine.ProblemsAsync()).Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task DeleteAsync_PinHolds_IsRefused(int? days)
    {
        _memory.PutPin(Name, days is { } ahead ? EngineFixture.Start.AddDays(ahead) : null);
        await using EngineFixture engine = Engine();

        Assert.Equal("BSH0541", (await Assert.ThrowsAsync<BackupShException>(() => DeleteAsync(engine))).Code);
        Assert.Empty(Deletions);
    }

    [Fact]
    public async Task DeleteAsync_PinIsUnreadable_IsRefused()
    {
        _memory.PutText(Name.File("pin"), "do not delete!");
        await using EngineFixture engine = Engine();

        Assert.Equal("BSH0541", (await Assert.ThrowsAsync<BackupShException>(() => DeleteAsync(engine))).Code);
        Assert.Empty(Deletions);
    }

    [Fact]
    public async Task DeleteAsync_ArchiveOfARunningUpload_IsRefused()
    {
        BackupName running = Seed.Name(0);
        _memory.PutText(Seed.Archive(running), "half of it");
        _memory.PutText(running.File("claim"), "run", EngineFixture.Start);
        await using EngineFixture engine = Engine();

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(
            () => engine.Catalog.DeleteAsync("memory", running.ToString(), TestContext.Current.CancellationToken));

        Assert.Equal("BSH0540", exception.Code);
        Assert.True(_memory.Contains(Seed.Archive(running)));
    }

    [Theory]
    [InlineData("memory", "shop.2020-01-01_00-00-00", "BSH0540")]
    [InlineData("memory", "latest:shop", "BSH0544")]
    [InlineData("nowhere", "shop.2020-01-01_00-00-00", "BSH0142")]
    public async Task DeleteAsync_UnknownThing_SaysWhich(string storage, string backup, string code)
    {
        await using EngineFixture engine = Engine();

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(
            () => engine.Catalog.DeleteAsync(storage, backup, TestContext.Current.CancellationToken));

        Assert.Equal(code, exception.Code);
        Assert.Empty(Deletions);
    }

    [Theory]
    [InlineData(null, "x")]
    [InlineData("", "x")]
    [InlineData("memory", null)]
    public async Task DeleteAsync_WithoutNames_IsMisuse(string? storage, string? backup)
    {
        await using EngineFixture engine = Engine();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => engine.Catalog.DeleteAsync(storage!, backup!, TestContext.Current.CancellationToken));
    }

    private EngineFixture Engine() => Seed.Engine().With("memory", _storage);

    private static Task<DeleteOutcome> DeleteAsync(EngineFixture engine) =>
        engine.Catalog.DeleteAsync("memory", Name.ToString(), TestContext.Current.CancellationToken);
}
