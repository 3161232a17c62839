using BackupSh.Catalog;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Catalog;

public sealed class BackupPinTests
{
    private static readonly BackupName Name = Seed.Name(1);
    private static readonly string Pin = Name.File("pin");
    private static readonly BackupPin Audit = new("audit", EngineFixture.Start.AddDays(30), "ops");

    private readonly InMemoryStorage _memory = new();
    private readonly InMemoryStorage _otherMemory = new();
    private readonly FaultyStorage _storage;
    private readonly FaultyStorage _other;

    public BackupPinTests()
    {
        _storage = new FaultyStorage(_memory);
        _other = new FaultyStorage(_otherMemory);
        _memory.PutBackup(Name);
    }

    [Fact]
    public async Task PinAsync_CopiesInTwoStorages_PinsBoth()
    {
        _otherMemory.PutBackup(Name);
        await using EngineFixture engine = Engine();

        IReadOnlyList<PinOutcome> outcomes = await engine.Catalog.PinAsync(Name.ToString(), Audit, cancellationToken: Token);

        Assert.Equal([("memory", PinStatus.Pinned), ("other", PinStatus.Pinned)], outcomes.Select(outcome => (outcome.Storage, outcome.Status)));
        Assert.All(outcomes, outcome => Assert.Equal((Name.ToString(), null, null), (outcome.Backup, outcome.Previous, outcome.Error)));
        Assert.All(await engine.ListAsync(), entry => Assert.Equal((true, Audit), (entry.IsPinned, entry.Pin)));
    }

    [Fact]
    public async Task PinAsync_OneStorageIsNamed_LeavesTheOtherAlone()
    {
        _otherMemory.PutBackup(Name);
        await using EngineFixture engine = Engine();

        PinOutcome outcome = Assert.Single(await engine.Catalog.PinAsync(Name.ToString(), Audit, "OTHER", cancellationToken: Token));

        Assert.Equal(("other", PinStatus.Pinned), (outcome.Storage, outcome.Status));
        Assert.False(_memory.Contains(Pin));
    }

    [Fact]
    public async Task PinAsync_Latest_PinsEveryCopyOfTheNewest()
    {
        BackupName newer = _memory.PutBackup(0.5);
        _otherMemory.PutBackup(newer);
        await using EngineFixture engine = Engine();

        IReadOnlyList<PinOutcome> outcomes = await engine.Catalog.PinAsync("latest:shop", Audit, cancellationToken: Token);

        Assert.All(outcomes, outcome => Assert.Equal((newer.ToString(), PinStatus.Pinned), (outcome.Backup, outcome.Status)));
        Assert.Equal(2, outcomes.Count);
        Assert.False(_memory.Contains(Pin));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PinAsync_AnotherPinHolds_IsReplacedOnlyOnDemand(bool replace)
    {
        _memory.PutPin(Name);
        await using EngineFixture engine = Engine();

        PinOutcome outcome = await PinAsync(engine, replace);

        Assert.Equal(replace ? PinStatus.Pinned : PinStatus.Failed, outcome.Status);
        Assert.Equal(replace ? new BackupPin("audit", null, "ops") : null, outcome.Previous);
        Assert.Equal(replace ? null : "BSH0545", outcome.Error?.Code);
        Assert.Equal(replace ? Audit : new BackupPin("audit", null, "ops"), Stored());
    }

    [Fact]
    public async Task PinAsync_AnotherPinHolds_SaysWhatItSays()
    {
        _memory.Put(Pin, BackupPinFile.Write(new BackupPin("before the\nmigration", new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), "eva")));
        await using EngineFixture engine = Engine();

        Assert.Equal(
            $@"The backup '{Name}' in storage 'memory' is pinned already, until 2027-01-01T00:00:00Z, by 'eva': 'before the\u000Amigration'.",
            (await PinAsync(engine)).Error?.Message);
    }

    [Fact]
    public async Task PinAsync_UnreadablePinIsThere_IsReplacedOnlyOnDemand()
    {
        _memory.PutText(Pin, "do not delete!");
        await using EngineFixture engine = Engine();

        Assert.Equal("BSH0545", (await PinAsync(engine)).Error?.Code);
        Assert.Equal((PinStatus.Pinned, null), (await PinAsync(engine, replace: true) is var outcome ? (outcome.Status, outcome.Previous) : default));
        Assert.Equal(Audit, Stored());
    }

    [Fact]
    public async Task PinAsync_TheSamePinIsThere_ChangesNothing()
    {
        await using EngineFixture engine = Engine();
        await PinAsync(engine);
        int writes = Calls(StorageOperation.Upload) + Calls(StorageOperation.Delete);

        Assert.Equal(PinStatus.Pinned, (await PinAsync(engine)).Status);
        Assert.Equal(writes, Calls(StorageOperation.Upload) + Calls(StorageOperation.Delete));
    }

    [Fact]
    public async Task PinAsync_EndedPinIsThere_IsReplacedWithoutAsking()
    {
        _memory.PutPin(Name, EngineFixture.Start);
        await using EngineFixture engine = Engine();

        PinOutcome outcome = await PinAsync(engine);

        Assert.Equal((PinStatus.Pinned, EngineFixture.Start), (outcome.Status, outcome.Previous!.Until!.Value));
        Assert.Equal(Audit, Stored());
    }

    [Theory]
    [InlineData(DeleteStatus.Retained)]
    [InlineData(DeleteStatus.Failed)]
    public async Task PinAsync_OldPinIsNotDeleted_StaysPinned(DeleteStatus status)
    {
        _memory.PutPin(Name);
        BackupShError error = new("BSH9999", "It is locked.", "Wait.");
        KeepingStorage locked = new(_storage, Pin, new DeleteOutcome(Pin, status, error));
        await using EngineFixture engine = Seed.Engine().With("memory", locked);

        Assert.Equal(error, (await PinAsync(engine, replace: true)).Error);
        Assert.Null(Stored().Until);
    }

    [Fact]
    public async Task PinAsync_NewPinCannotBeWritten_SaysThatTheOldOneMayBeGone()
    {
        _memory.PutPin(Name);
        _storage.On(StorageOperation.Upload).Fail();
        await using EngineFixture engine = Engine();

        PinOutcome outcome = await PinAsync(engine, replace: true);

        Assert.Equal((PinStatus.Failed, "BSH0547"), (outcome.Status, outcome.Error?.Code));
        Assert.False(_memory.Contains(Pin));
    }

    [Fact]
    public async Task PinAsync_CancelledBetweenRemovingAndWriting_WritesAllTheSame()
    {
        _memory.PutPin(Name);
        using CancellationTokenSource cancellation = new();
        CallbackStorage storage = new(_storage) { AfterDelete = cancellation.Cancel };
        await using EngineFixture engine = Seed.Engine().With("memory", storage);

        await Record.ExceptionAsync(() => engine.Catalog.PinAsync(Name.ToString(), Audit, replace: true, cancellationToken: cancellation.Token));

        Assert.True(_memory.Contains(Name.File("info")));
        Assert.True(_memory.Contains(Pin));
    }

    [Fact]
    public async Task PinAsync_AcknowledgementIsLost_FindsThePinAllTheSame()
    {
        _storage.On(StorageOperation.Upload).AfterIsApplied().FailTransiently();
        await using EngineFixture engine = Engine();

        Assert.Equal(PinStatus.Pinned, (await PinAsync(engine)).Status);
    }

    [Fact]
    public async Task PinAsync_StorageKeepsAnotherContent_SaysSo()
    {
        _storage.On(StorageOperation.Upload).AtByte(10).Corrupt();
        await using EngineFixture engine = Engine();

        Assert.Equal("BSH0546", (await PinAsync(engine)).Error?.Code);
    }

    [Fact]
    public async Task PinAsync_SomebodyPinsAtTheSameTime_DoesNotOverwriteTheirs()
    {
        RacingStorage racing = new(_memory) { BeforeUpload = () => _memory.PutPin(Name) };
        await using EngineFixture engine = Seed.Engine().With("memory", racing);

        Assert.Equal("BSH0545", (await PinAsync(engine)).Error?.Code);
        Assert.Null(Stored().Until);
    }

    [Fact]
    public async Task PinAsync_BackupIsDeletedMeanwhile_SaysSoAndLeavesNoPin()
    {
        RacingStorage racing = new(_memory) { BeforeUpload = () => _memory.Remove(Name.File("info")) };
        await using EngineFixture engine = Seed.Engine().With("memory", racing);

        Assert.Equal("BSH0548", (await PinAsync(engine)).Error?.Code);
        Assert.False(_memory.Contains(Pin));
    }

    [Fact]
    public async Task PinAsync_OneStorageCannotBeAsked_PinsTheOthersAndSaysSo()
    {
        _other.On(StorageOperation.List).Fail();
        await using EngineFixture engine = Engine();

        IReadOnlyList<PinOutcome> outcomes = await engine.Catalog.PinAsync(Name.ToString(), Audit, cancellationToken: Token);

        Assert.Equal(
            [("memory", PinStatus.Pinned, null), ("other", PinStatus.Failed, "BSH0250")],
            outcomes.Select(outcome => (outcome.Storage, outcome.Status, outcome.Error?.Code)));
    }

    [Theory]
    [InlineData("shop.2020-01-01_00-00-00", null, "BSH0542")]
    [InlineData("shop.2020-01-01_00-00-00", "other", "BSH0540")]
    [InlineData("latest:nothing", null, "BSH0542")]
    [InlineData("shop", null, "BSH0544")]
    [InlineData("shop.2020-01-01_00-00-00", "moon", "BSH0142")]
    public async Task PinAndUnpin_UnknownThing_SayWhich(string backup, string? storage, string code)
    {
        await using EngineFixture engine = Engine();

        Assert.Equal(code, (await Assert.ThrowsAsync<BackupShException>(
            () => engine.Catalog.PinAsync(backup, Audit, storage, cancellationToken: Token))).Code);
        Assert.Equal(code, (await Assert.ThrowsAsync<BackupShException>(
            () => engine.Catalog.UnpinAsync(backup, storage, Token))).Code);
    }

    [Fact]
    public async Task PinAsync_OrphanArchive_IsNoBackup()
    {
        _memory.Remove(Name.File("info"));
        await using EngineFixture engine = Engine();

        Assert.Equal("BSH0542", (await Assert.ThrowsAsync<BackupShException>(
            () => engine.Catalog.PinAsync(Name.ToString(), Audit, cancellationToken: Token))).Code);
        Assert.False(_memory.Contains(Pin));
    }

    [Fact]
    public async Task PinAsync_PinThatNobodyWouldSee_IsMisuse()
    {
        await using EngineFixture engine = Engine();

        await Assert.ThrowsAsync<ArgumentException>("pin", () => engine.Catalog.PinAsync(
            Name.ToString(), Audit with { Until = EngineFixture.Start }, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentException>("pin", () => engine.Catalog.PinAsync(
            Name.ToString(), Audit with { Reason = new string('x', 5000) }, cancellationToken: Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UnpinAsync_Pin_IsRemovedWhateverItSays(bool readable)
    {
        _memory.Put(Pin, readable ? BackupPinFile.Write(Audit) : [0xFF, 0xFE]);
        await using EngineFixture engine = Engine();

        PinOutcome outcome = await UnpinAsync(engine);

        Assert.Equal((PinStatus.Removed, readable ? Audit : null), (outcome.Status, outcome.Previous));
        Assert.False(Assert.Single(await engine.ListAsync()).IsPinned);
    }

    [Fact]
    public async Task UnpinAsync_PinThatMayNotBeRead_IsRemoved()
    {
        _memory.PutPin(Name);
        _storage.On(StorageOperation.OpenRead).Named(Pin).Fail();
        await using EngineFixture engine = Engine();

        Assert.Equal(PinStatus.Removed, (await UnpinAsync(engine)).Status);
        Assert.False(_memory.Contains(Pin));
    }

    [Fact]
    public async Task UnpinAsync_PinWhoseBackupIsGone_IsRemoved()
    {
        BackupName gone = Seed.Name(5);
        _memory.PutPin(gone);
        await using EngineFixture engine = Engine();

        Assert.Equal(PinStatus.Removed, Assert.Single(await engine.Catalog.UnpinAsync(gone.ToString(), cancellationToken: Token)).Status);
        Assert.Empty(await engine.ProblemsAsync());
    }

    [Fact]
    public async Task UnpinAsync_NoPin_SaysSo()
    {
        await using EngineFixture engine = Engine();

        Assert.Equal(PinStatus.NotPinned, (await UnpinAsync(engine)).Status);
    }

    [Fact]
    public async Task UnpinAsync_StorageSaysDeletedAndListsItStill_Fails()
    {
        _memory.PutPin(Name);
        _storage.On(StorageOperation.List).Invent(new StorageObject(Pin, 10, EngineFixture.Start));
        await using EngineFixture engine = Engine();

        Assert.Equal((PinStatus.Failed, "BSH0519"), (await UnpinAsync(engine)) is var outcome ? (outcome.Status, outcome.Error?.Code) : default);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BackupPin Stored() => BackupPinFile.Read(_memory.GetContent(Pin));

    private int Calls(StorageOperation operation) => _storage.Calls.Count(call => call.Operation == operation);

    private EngineFixture Engine() => Seed.Engine().With("memory", _storage).With("other", _other);

    private static async Task<PinOutcome> PinAsync(EngineFixture engine, bool replace = false) =>
        Assert.Single(await engine.Catalog.PinAsync(Name.ToString(), Audit, "memory", replace, Token));

    private static async Task<PinOutcome> UnpinAsync(EngineFixture engine) =>
        Assert.Single(await engine.Catalog.UnpinAsync(Name.ToString(), cancellationToken: Token));

    /// <summary>Somebody else is a moment faster.</summary>
    private sealed class RacingStorage(IBackupStorage inner) : DelegatingStorage(inner)
    {
        public required Action BeforeUpload { get; init; }

        public override Task<StorageObject> UploadAsync(string name, Stream content, UploadOptions options, CancellationToken cancellationToken = default)
        {
            BeforeUpload();
            return base.UploadAsync(name, content, options, cancellationToken);
        }
    }
}
