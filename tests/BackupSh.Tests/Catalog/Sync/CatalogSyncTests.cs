using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Sync;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog.Sync;

public sealed class CatalogSyncTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SyncAsync_SeedScenario_AddsMarksAndReports(bool isDirectory)
    {
        using SyncPlace place = new(isDirectory);
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);
        BackupName[] names = [.. Enumerable.Range(1, 5).Select(day => place.PutBackup(Seed.Name(day)))];
        SyncResult first = await SyncAsync(engine);
        Assert.Equal(names.Select(name => name.ToString()), first.Added);

        place.Put("5f3a9c", [1, 2, 3]);
        place.Remove(names[0].File("info"));
        place.Remove(Seed.Archive(names[1]));
        BackupName copied = place.PutBackup(Seed.Name(365 + 3));
        SyncResult second = await SyncAsync(engine);

        Assert.Equal([copied.ToString()], second.Added);
        Assert.Equal([names[0].ToString(), names[1].ToString()], second.Gone);
        Assert.Equal(4, second.Backups);
        Assert.Equal(
            [CatalogProblemKind.ForeignFile, CatalogProblemKind.ArchiveWithoutInfo, CatalogProblemKind.InfoWithoutArchive],
            second.Problems.Select(problem => problem.Kind));
        Assert.All(second.Problems, problem => Assert.NotEmpty(problem.Error.Hint));
        KnownBackup[] known = await KnownAsync(engine);
        Assert.Equal(EngineFixture.Start, known.Single(backup => backup.Name == names[0]).GoneAt);
        Assert.Null(known.Single(backup => backup.Name == copied).GoneAt);

        await AssertRebuiltAsync(place, second, known);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SyncAsync_NothingChanged_ListsOnceAndReadsNothing(bool isDirectory)
    {
        using SyncPlace place = new(isDirectory);
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);
        foreach (int day in Enumerable.Range(1, 40))
        {
            place.PutBackup(Seed.Name(day));
        }

        place.Put(Seed.Name(50).File("info"), [1, 2, 3]); // no info file, and remembered as such
        place.Put(Seed.Archive(Seed.Name(50)), [1]);
        await SyncAsync(engine);
        (int reads, int lists) = (place.Calls(StorageOperation.OpenRead), place.Calls(StorageOperation.List));

        SyncResult again = await SyncAsync(engine);

        Assert.Equal(41, reads);
        Assert.Equal(reads, place.Calls(StorageOperation.OpenRead));
        Assert.Equal(lists + 1, place.Calls(StorageOperation.List));
        Assert.Equal((40, 0, 0), (again.Backups, again.Added.Count, again.Gone.Count));
        Assert.Equal(CatalogProblemKind.BadInfo, Assert.Single(again.Problems).Kind);
    }

    [Fact]
    public async Task SyncAsync_OneInfoFileIsNew_ReadsThatOneOnly()
    {
        using SyncPlace place = new(false);
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);
        place.PutBackup(Seed.Name(1));
        await SyncAsync(engine);
        int reads = place.Calls(StorageOperation.OpenRead);
        BackupName added = place.PutBackup(Seed.Name(2));

        await SyncAsync(engine);

        StorageCall read = Assert.Single(place.Storage.Calls.Where(call => call.Operation == StorageOperation.OpenRead).Skip(reads));
        Assert.Equal([added.File("info")], read.Names);
    }

    [Fact]
    public async Task SyncAsync_ListingFails_ChangesNothing()
    {
        using SyncPlace place = new(false);
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);
        place.PutBackup(Seed.Name(1));
        place.PutBackup(Seed.Name(2));
        await SyncAsync(engine);
        KnownBackup[] before = await KnownAsync(engine);
        place.RemoveBackup(Seed.Name(1));
        place.PutBackup(Seed.Name(3));
        place.Storage.On(StorageOperation.List).AtEntry(1).Fail();

        SyncResult failed = await SyncAsync(engine);

        Assert.NotNull(failed.Error);
        Assert.Equal(before, await KnownAsync(engine));
    }

    [Fact]
    public async Task SyncAsync_OneListingLacksABackup_AsksAgainBeforeItIsGone()
    {
        using SyncPlace place = new(false);
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);
        BackupName there = place.PutBackup(Seed.Name(1));
        place.PutBackup(Seed.Name(2));
        await SyncAsync(engine);
        place.Storage.On(StorageOperation.List).Call(place.Calls(StorageOperation.List) + 1).LieAboutObjects(stored => stored.Name.StartsWith(there.ToString(), StringComparison.Ordinal) ? null : stored);

        SyncResult result = await SyncAsync(engine);

        Assert.Empty(result.Gone);
        Assert.All(await KnownAsync(engine), backup => Assert.Null(backup.GoneAt));
    }

    [Fact]
    public async Task SyncAsync_NothingIsThereAnyMore_IsDoubtedUnlessAccepted()
    {
        using SyncPlace place = new(false);
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);
        BackupName[] names = [.. Enumerable.Range(1, 3).Select(day => place.PutBackup(Seed.Name(day)))];
        await SyncAsync(engine);
        Array.ForEach(names, place.RemoveBackup);

        SyncResult doubted = await SyncAsync(engine);
        KnownBackup[] known = await KnownAsync(engine);
        SyncResult accepted = await SyncAsync(engine, new SyncOptions { AcceptLoss = true });

        Assert.Equal("BSH1101", doubted.Error?.Code);
        Assert.All(known, backup => Assert.Null(backup.GoneAt));
        Assert.Equal(3, accepted.Gone.Count);
        Assert.All(await KnownAsync(engine), backup => Assert.NotNull(backup.GoneAt));
    }

    [Fact]
    public async Task SyncAsync_OneInfoFileCannotBeRead_AddsTheOthersAndSaysSo()
    {
        using SyncPlace place = new(false);
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);
        BackupName locked = place.PutBackup(Seed.Name(1));
        BackupName other = place.PutBackup(Seed.Name(2));
        place.Storage.On(StorageOperation.OpenRead).Named(locked.File("info")).Fail();

        SyncResult result = await SyncAsync(engine);
        place.Storage.Heal();
        SyncResult later = await SyncAsync(engine);

        Assert.NotNull(result.Error);
        Assert.Equal([other.ToString()], result.Added);
        Assert.Equal([locked.ToString()], later.Added);
    }

    [Fact]
    public async Task SyncAsync_HugeInfoFile_ReadsItsBeginningOnly()
    {
        using SyncPlace place = new(false);
        WatchedStorage watched = new(place.Storage);
        await using EngineFixture engine = Seed.Engine().With("nas", watched);
        place.Put(Seed.Name(1).File("info"), new byte[10_000_000]);
        place.Put(Seed.Archive(Seed.Name(1)), [1]);

        SyncResult result = await SyncAsync(engine);

        Assert.Equal(CatalogProblemKind.BadInfo, Assert.Single(result.Problems).Kind);
        Assert.InRange(watched.BytesRead, 1, BackupInfoFile.MaximumBytes + 1);
    }

    [Theory]
    [MemberData(nameof(HostileInfoTests.Contents), MemberType = typeof(HostileInfoTests))]
    public async Task SyncAsync_HostileInfoFile_IsAProblemAndHidesNothing(string what, byte[] content)
    {
        using SyncPlace place = new(false);
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);
        BackupName whole = place.PutBackup(Seed.Name(1));
        place.Put(place.PutBackup(Seed.Name(2)).File("info"), content);

        SyncResult result = await SyncAsync(engine);

        CatalogProblem problem = Assert.Single(result.Problems);
        Assert.True(problem.Kind == CatalogProblemKind.BadInfo, what);
        Assert.DoesNotContain(problem.Error.ToString(), char.IsControl);
        Assert.Equal([whole.ToString()], result.Added);
        Assert.Null(result.Error);
    }

    [Fact]
    public async Task SyncAsync_ManyAreNew_ReadsSixteenAtOnceAndNoMore()
    {
        using SyncPlace place = new(false);
        TaskCompletionSource gate = new();
        WatchedStorage watched = new(place.Storage) { Gate = gate.Task };
        await using EngineFixture engine = Seed.Engine().With("nas", watched);
        foreach (int day in Enumerable.Range(1, 40))
        {
            place.PutBackup(Seed.Name(day));
        }

        Task<SyncResult> syncing = SyncAsync(engine);
        await EngineFixture.UntilAsync(() => watched.MostAtOnce >= 16);
        gate.SetResult();

        Assert.Equal(40, (await syncing).Backups);
        Assert.Equal(16, watched.MostAtOnce);
    }

    [Fact]
    public async Task SyncAsync_BackupComesBack_IsThereAgain()
    {
        using SyncPlace place = new(false);
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);
        BackupName name = place.PutBackup(Seed.Name(1));
        await SyncAsync(engine);
        place.RemoveBackup(name);
        Assert.Equal([name.ToString()], (await SyncAsync(engine)).Gone);

        place.PutBackup(name);

        Assert.Equal([name.ToString()], (await SyncAsync(engine)).Added);
        Assert.Null(Assert.Single(await KnownAsync(engine)).GoneAt);
    }

    [Fact]
    public async Task SyncAsync_TwoDays_RemembersUsageOfEach()
    {
        using SyncPlace place = new(false);
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);
        place.PutBackup(Seed.Name(1));
        SyncResult first = await SyncAsync(engine);
        engine.Time.Advance(TimeSpan.FromDays(1));
        place.PutBackup(Seed.Name(2));
        await SyncAsync(engine);
        SyncResult last = await SyncAsync(engine);

        UsageRecord[] usage = await engine.Get<BackupHistory>().ListUsageAsync(cancellationToken: Token).ToArrayAsync(Token);

        DateOnly day = DateOnly.FromDateTime(EngineFixture.Start.UtcDateTime);
        Assert.Equal([new("nas", day.AddDays(1), 2, last.ArchiveBytes), new UsageRecord("nas", day, 1, first.ArchiveBytes)], usage);
    }

    private static async Task<SyncResult> SyncAsync(EngineFixture engine, SyncOptions? options = null) =>
        Assert.Single(await engine.Get<CatalogSync>().SyncAsync(options, Token));

    private static async Task<KnownBackup[]> KnownAsync(EngineFixture engine) =>
        await engine.Get<BackupHistory>().ListBackupsAsync(cancellationToken: Token).ToArrayAsync(Token);

    // Dropping the catalog loses history only.
    private static async Task AssertRebuiltAsync(SyncPlace place, SyncResult synced, KnownBackup[] known)
    {
        await using EngineFixture engine = Seed.Engine().With("nas", place.Storage);

        SyncResult rebuilt = await SyncAsync(engine);

        Assert.Equal((synced.Backups, synced.ArchiveBytes), (rebuilt.Backups, rebuilt.ArchiveBytes));
        Assert.Equal(synced.Problems.Select(problem => (problem.Kind, string.Join(' ', problem.Files))), rebuilt.Problems.Select(problem => (problem.Kind, string.Join(' ', problem.Files))));
        Assert.Equal(known.Where(backup => backup.GoneAt is null), await KnownAsync(engine));
    }
}
