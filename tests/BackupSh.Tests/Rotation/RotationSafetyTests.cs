using BackupSh.Rotation;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Rotation;

/// <summary>What a rotation must not delete, whatever happens around it.</summary>
public sealed class RotationSafetyTests
{
    private readonly InMemoryStorage _memory = new();
    private readonly FaultyStorage _storage;

    public RotationSafetyTests() => _storage = new FaultyStorage(_memory);

    public static TheoryData<string, Action<FaultyStorage>> IncompleteListings() => new()
    {
        { "fails at once", storage => storage.On(StorageOperation.List).Fail() },
        { "fails half-way", storage => storage.On(StorageOperation.List).AtEntry(5).Fail() },
        { "an info file cannot be read", storage => storage.On(StorageOperation.OpenRead).Named(Seed.Name(4).File("info")).Fail() },
        { "an info file breaks off", storage => storage.On(StorageOperation.OpenRead).Named(Seed.Name(4).File("info")).AtByte(20).Fail() },
        { "a pin cannot be read", storage => storage.On(StorageOperation.OpenRead).Named(Seed.Name(4).File("pin")).Fail() },
        { "gives up by itself", storage => storage.On(StorageOperation.List).Fail(new TaskCanceledException()) },
        { "throws what it should not", storage => storage.On(StorageOperation.List).Fail(new InvalidOperationException("bug")) },
    };

    [Theory]
    [MemberData(nameof(IncompleteListings))]
    public async Task RotateAsync_IncompleteListing_DeletesNothing(string what, Action<FaultyStorage> fault)
    {
        Put(1, 2, 3, 4, 5);
        _memory.PutPin(Seed.Name(4), EngineFixture.Start.AddDays(-1));
        fault(_storage);
        await using EngineFixture engine = Engine();

        RotationResult result = await RotateAsync(engine);

        Assert.True(result.Error is not null, what);
        Assert.Null(result.Plan);
        AssertNothingDeleted();
    }

    [Theory]
    [InlineData(StorageOperation.List)]
    [InlineData(StorageOperation.OpenRead)]
    public async Task RotateAsync_StorageHangs_EndsInTimeAndDeletesNothing(StorageOperation operation)
    {
        Put(1, 2, 3, 4, 5);
        _storage.On(operation).Call(1).Hang();
        await using EngineFixture engine = Engine();

        Task<RotationResult> rotation = RotateAsync(engine);
        await engine.PassTimeUntilAsync(() => rotation.IsCompleted, TimeSpan.FromSeconds(30));

        Assert.Equal("BSH0511", (await rotation).Error?.Code);
        AssertNothingDeleted();
    }

    [Fact]
    public async Task RotateAsync_NewestDeletedByOthersMeanwhile_StopsAndDeletesNothingMore()
    {
        Put(1, 2, 3, 4, 5);
        int deletions = 0;
        CallbackStorage storage = new(_memory)
        {
            AfterDelete = () =>
            {
                if (++deletions == 2)
                {
                    _memory.Remove(Seed.Name(1).File("info"));
                }
            },
        };
        await using EngineFixture engine = Rotating(Seed.Engine().With("memory", storage));

        RotationResult result = await RotateAsync(engine);

        Assert.Equal("BSH0530", result.Error?.Code);
        Assert.Equal([Seed.Name(5).ToString()], result.Deleted);
        Assert.Equal([Seed.Name(2), Seed.Name(3), Seed.Name(4)], (await engine.ListAsync()).Select(entry => entry.Name));
    }

    [Fact]
    public async Task RotateAsync_NewestChangesItsSizeMeanwhile_DeletesNothingMore()
    {
        Put(1, 2, 3, 4, 5);
        CallbackStorage storage = new(_memory) { AfterDelete = () => _memory.PutText(Seed.Archive(Seed.Name(1)), "cut") };
        await using EngineFixture engine = Rotating(Seed.Engine().With("memory", storage));

        RotationResult result = await RotateAsync(engine);

        Assert.Equal("BSH0530", result.Error?.Code);
        Assert.Single(result.Deleted);
    }

    [Fact]
    public async Task RotateAsync_PinnedBetweenListingAndDeletion_IsKept()
    {
        Put(1, 2, 3, 4);
        CallbackStorage storage = new(_memory) { AfterDelete = () => _memory.PutPin(Seed.Name(3)) };
        await using EngineFixture engine = Rotating(Seed.Engine().With("memory", storage));

        RotationResult result = await RotateAsync(engine);

        Assert.Null(result.Error);
        Assert.Equal([Seed.Name(4).ToString()], result.Deleted);
        Assert.True(_memory.Contains(Seed.Name(3).File("info")));
    }

    [Fact]
    public async Task RotateAsync_EndedPinRenewedBetweenListingAndDeletion_IsKept()
    {
        Put(1, 2, 3, 4);
        _memory.PutPin(Seed.Name(3), EngineFixture.Start);
        CallbackStorage storage = new(_memory) { AfterDelete = () => _memory.PutPin(Seed.Name(3), EngineFixture.Start.AddYears(1)) };
        await using EngineFixture engine = Rotating(Seed.Engine().With("memory", storage));

        Assert.Equal([Seed.Name(4).ToString()], (await RotateAsync(engine)).Deleted);
        Assert.True(_memory.Contains(Seed.Name(3).File("info")));
    }

    [Fact]
    public async Task RotateAsync_NewestVanishesAndOneOfTheFutureStands_DeletesNothingMore()
    {
        Put(1, 2, 3, 4);
        _memory.PutBackup(-365);
        CallbackStorage storage = new(_memory) { AfterDelete = () => _memory.Remove(Seed.Name(1).File("info")) };
        await using EngineFixture engine = Rotating(Seed.Engine().With("memory", storage));

        RotationResult result = await RotateAsync(engine);

        Assert.Equal("BSH0530", result.Error?.Code);
        Assert.Single(result.Deleted);
    }

    [Fact]
    public async Task RotateAsync_PinCannotBeLookedForBeforeADeletion_Stops()
    {
        Put(1, 2, 3, 4);
        _storage.On(StorageOperation.OpenRead).Named(Seed.Name(4).File("pin")).Fail();
        await using EngineFixture engine = Engine();

        Assert.Equal("BSH0250", (await RotateAsync(engine)).Error?.Code);
        AssertNothingDeleted();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task Pin_AroundItsEnd_HoldsOrNotForListRotationAndDeletionAlike(int secondsAfterEnd, bool holds)
    {
        Put(1, 2, 3);
        _memory.PutPin(Seed.Name(3), EngineFixture.Start.AddSeconds(-secondsAfterEnd));
        await using EngineFixture engine = Engine();

        bool listed = (await engine.ListAsync()).Single(entry => entry.Name == Seed.Name(3)).IsPinned;
        bool kept = (await RotateAsync(engine, dryRun: true)).Plan!.Delete.Count == 0;
        Exception? refusal = await Record.ExceptionAsync(
            () => engine.Catalog.DeleteAsync("memory", Seed.Name(3).ToString(), TestContext.Current.CancellationToken));

        Assert.Equal((holds, holds), (listed, kept));
        Assert.Equal(holds ? "BSH0541" : null, (refusal as BackupShException)?.Code);
    }

    [Fact]
    public async Task RotateAsync_Pins_AreKeptUntilTheirTimeIsOver()
    {
        Put(1, 2, 3, 4, 5);
        _memory.PutPin(Seed.Name(3));
        _memory.PutPin(Seed.Name(4), EngineFixture.Start.AddSeconds(-1));
        _memory.PutText(Seed.Name(5).File("pin"), "unreadable");
        await using EngineFixture engine = Engine();

        RotationResult result = await RotateAsync(engine);

        Assert.Equal([Seed.Name(4).ToString()], result.Deleted);
        Assert.False(_memory.Contains(Seed.Name(4).File("pin")));
        Assert.Equal(2, result.Plan!.Keep.Count(item => item.Reasons[0].Kind == RotationReasonKind.Pinned));
    }

    [Fact]
    public async Task RotateAsync_OtherInstances_AreNeitherCountedNorDeleted()
    {
        Put(2, 3, 4, 5);
        _memory.PutBackup(1, with: details => details with { Instance = "other" });
        _memory.PutBackup(9, with: details => details with { Instance = "other" });
        await using EngineFixture engine = Engine();

        RotationResult result = await RotateAsync(engine);

        Assert.Equal([Seed.Name(5).ToString(), Seed.Name(4).ToString()], result.Deleted);
        Assert.All(result.Plan!.Ignored, item => Assert.Equal(RotationReasonKind.Foreign, item.Reasons[0].Kind));
    }

    [Fact]
    public async Task RotateAsync_HostRenamedItsInstance_DeletesNothing()
    {
        Put(1, 2, 3, 4, 5);
        await using EngineFixture engine = Engine();
        engine.Configure = builder => builder.Configure(options => options.Instance = "renamed");

        RotationResult result = await RotateAsync(engine);

        Assert.Null(result.Error);
        AssertNothingDeleted();
    }

    [Fact]
    public async Task RotateAsync_DamagedAmbiguousNewerAndIncomplete_AreNeitherCountedNorDeleted()
    {
        Put(5, 6, 7);
        _memory.PutBackup(1, with: details => details with { ArchiveBytes = 1 });
        _memory.PutText(_memory.PutBackup(2).File("zip"), "another archive");
        _memory.PutBackup(3, with: details => details with { Format = 9, MinimumReader = 9 });
        _memory.PutText(Seed.Name(4).File("zip"), "no info file");
        await using EngineFixture engine = Engine();

        RotationResult result = await RotateAsync(engine);

        Assert.Equal([Seed.Name(7).ToString()], result.Deleted);
        Assert.Equal(
            [(Seed.Name(1).ToString(), RotationReasonKind.Unhealthy), (Seed.Name(2).ToString(), RotationReasonKind.Unhealthy), (Seed.Name(3).ToString(), RotationReasonKind.Foreign)],
            result.Plan!.Ignored.Select(item => (item.Candidate.Id, item.Reasons[0].Kind)));
        Assert.True(_memory.Contains(Seed.Name(4).File("zip")));
    }

    [Fact]
    public async Task RotateAsync_OtherDatabasesAndForeignFiles_AreNotTouched()
    {
        Put(1, 2, 3, 4);
        for (int days = 1; days <= 5; days++)
        {
            _memory.PutBackup(days, "shop.eu");
            _memory.PutBackup(days, "sho");
        }

        _memory.PutText("shop.readme", "x");
        _memory.PutText("shop.2020-01-01_00-00-00.tmp/part", "x");
        string[] others = [.. _memory.Names.Where(name => !name.StartsWith("shop.2026", StringComparison.Ordinal))];
        await using EngineFixture engine = Engine();

        Assert.Equal(2, (await RotateAsync(engine)).Deleted.Count);
        Assert.Subset(_memory.Names.ToHashSet(), others.ToHashSet());
    }

    [Fact]
    public async Task RotateAsync_AllDatedInTheFuture_DeletesNothing()
    {
        Put(-1, -2, -3, -4);
        await using EngineFixture engine = Engine();

        Assert.Null((await RotateAsync(engine)).Error);
        AssertNothingDeleted();
    }

    private static EngineFixture Rotating(EngineFixture engine)
    {
        engine.Job = job => job.Rotation.Daily = RotationRule.Limited(2);
        return engine;
    }

    private EngineFixture Engine() => Rotating(Seed.Engine().With("memory", _storage));

    private void Put(params int[] days) => Array.ForEach(days, day => _memory.PutBackup(day));

    private void AssertNothingDeleted() => Assert.DoesNotContain(_storage.Calls, call => call.Operation == StorageOperation.Delete);

    private static async Task<RotationResult> RotateAsync(EngineFixture engine, bool dryRun = false) =>
        Assert.Single(await engine.Rotation.RotateAsync("job", new RotateOptions { DryRun = dryRun }, cancellationToken: TestContext.Current.CancellationToken));
}
