using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Checks;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Checks;

public sealed class StorageCheckTests : IAsyncDisposable
{
    private readonly EngineFixture _engine = Seed.Engine();
    private readonly FaultyStorage _storage;

    public StorageCheckTests()
    {
        _storage = new FaultyStorage(_engine.Memory);
        _engine.With("memory", _storage);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task RunAsync_GoodStorage_LeavesItAsItWas()
    {
        _engine.Memory.PutBackup(1);
        IReadOnlyList<string> before = _engine.Memory.Names;

        CheckResult listing = await _engine.CheckAsync(CheckKind.StorageListing);

        Assert.Equal("1 backup", listing.Detail);
        Assert.Equal(before, _engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_ListingFails_AsksNothingMore()
    {
        _storage.On(StorageOperation.List).Fail();

        List<CheckResult> results = [.. (await _engine.CheckAsync()).Where(result => result.Subject == "memory")];

        Assert.Equal((CheckKind.StorageListing, CheckStatus.Failed), (Assert.Single(results).Kind, results[0].Status));
        Assert.Single(_storage.Calls);
    }

    [Fact]
    public async Task RunAsync_UploadFails_FailsWriting()
    {
        _storage.On(StorageOperation.Upload).Fail();

        Assert.Equal(CheckStatus.Failed, (await _engine.CheckAsync(CheckKind.StorageWriting)).Status);
        Assert.Empty(_engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_UploadIsStoredAndThenFails_LeavesNothing()
    {
        _storage.On(StorageOperation.Upload).AfterIsApplied().Fail();

        Assert.Equal(CheckStatus.Failed, (await _engine.CheckAsync(CheckKind.StorageWriting)).Status);
        Assert.Empty(_engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_OtherBytesReadBack_FailsWritingAndLeavesNothing()
    {
        _storage.On(StorageOperation.OpenRead).Call(1).AtByte(100).Corrupt();

        (await _engine.CheckAsync(CheckKind.StorageWriting)).Expect(CheckStatus.Failed, "BSH0801");
        Assert.Empty(_engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_ProbeNotListed_FailsWriting()
    {
        _storage.On(StorageOperation.List).Named(name => name.StartsWith(StorageProbe.Database, StringComparison.Ordinal)).LieAboutObjects(_ => null);

        (await _engine.CheckAsync(CheckKind.StorageWriting)).Expect(CheckStatus.Failed, "BSH0802");
        Assert.Empty(_engine.Memory.Names);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public async Task RunAsync_ClocksDiffer_Warns(int seconds)
    {
        _storage.On(StorageOperation.Upload).LieAboutObjects(stored => stored with { LastModified = stored.LastModified.AddSeconds(seconds) });

        CheckResult clock = await _engine.CheckAsync(CheckKind.StorageClock);

        clock.Expect(CheckStatus.Warning, "BSH0516");
        Assert.Contains("not rotated", clock.Error!.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_StorageThatOverwrites_FailsTheClaim()
    {
        await using EngineFixture engine = new();
        engine.With("memory", new OverwritingStorage(engine.Memory));

        (await engine.CheckAsync(CheckKind.StorageClaim)).Expect(CheckStatus.Failed, "BSH0803");
        Assert.Empty(engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_StorageThatOnlyLooksFirst_FailsTheClaim()
    {
        await using EngineFixture engine = new();
        engine.With("memory", new LookingStorage(engine.Memory, saysCreatesOnly: true));

        (await engine.CheckAsync(CheckKind.StorageClaim)).Expect(CheckStatus.Failed, "BSH0804");
        Assert.Empty(engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_StorageThatSaysItOnlyLooksFirst_Warns()
    {
        await using EngineFixture engine = new();
        engine.With("memory", new LookingStorage(engine.Memory, saysCreatesOnly: false));

        (await engine.CheckAsync(CheckKind.StorageClaim)).Expect(CheckStatus.Warning, "BSH0807");
        Assert.Empty(engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_NothingCanBeDeleted_WarnsAndNamesWhy()
    {
        _engine.Memory.AllowsDelete = false;

        CheckResult deletion = await _engine.CheckAsync(CheckKind.StorageDeletion);

        deletion.Expect(CheckStatus.Warning, "BSH0806");
        Assert.All(_engine.Memory.Names, name => Assert.EndsWith(".claim", name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_AnotherChecksProbe_TakesTheNextSecondAndLeavesTheOther()
    {
        string other = BackupName.Create(StorageProbe.Database, EngineFixture.Start).File("claim");
        _engine.Memory.PutText(other, "another");

        (await _engine.CheckAsync(CheckKind.StorageWriting)).Expect(CheckStatus.Passed, null);
        Assert.Equal([other], _engine.Memory.Names);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RunAsync_CancelledWhileUploading_LeavesNothing(int call)
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource gate = new();
        _storage.On(StorageOperation.Upload).Call(call).WaitFor(gate.Task);

        Task<List<CheckResult>> check = _engine.CheckAsync(storage: null, cancellation.Token);
        await EngineFixture.UntilAsync(() => _storage.Calls.Count(made => made.Operation == StorageOperation.Upload) >= call);
        await cancellation.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
        Assert.Empty(_engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileAnUploadGoesOn_RemovesWhatItLeaves()
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource gate = new();
        await using EngineFixture engine = new();
        StubbornStorage storage = new(engine.Memory, gate.Task, _ => true);
        engine.With("memory", storage);

        Task<List<CheckResult>> check = engine.CheckAsync(storage: null, cancellation.Token);
        await EngineFixture.UntilAsync(() => storage.IsHolding);
        await cancellation.CancelAsync();
        Assert.False(check.IsCompleted);
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
        Assert.Empty(engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_ProbeOfAKilledCheck_IsNoProblemAndIsSweptByARun()
    {
        string left = BackupName.Create(StorageProbe.Database, EngineFixture.Start).File("claim");
        _engine.Memory.PutText(left, "left", EngineFixture.Start);
        Assert.Empty(await _engine.ProblemsAsync());
        Assert.Empty(await _engine.ListAsync());

        _engine.Time.Advance(TimeSpan.FromDays(2));
        RunResult run = await _engine.RunAsync();

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.DoesNotContain(left, _engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_ProbeOfAKilledCheck_IsSweptByTheNextCheck()
    {
        _engine.Memory.PutText(BackupName.Create(StorageProbe.Database, EngineFixture.Start).File("claim"), "left", EngineFixture.Start);
        _engine.Time.Advance(TimeSpan.FromDays(2));

        await _engine.CheckAsync();

        Assert.Empty(_engine.Memory.Names);
    }

    [Theory]
    [InlineData(null, CheckStatus.Passed, null)]
    [InlineData(1_000_000L, CheckStatus.Passed, null)]
    [InlineData(10L, CheckStatus.Warning, "BSH0805")]
    public async Task RunAsync_StorageThatTellsItsRoom_ComparesItWithTheNewestBackups(long? free, CheckStatus status, string? code)
    {
        await using EngineFixture engine = new();
        engine.Memory.PutBackup(1);
        engine.Memory.PutBackup(2);
        engine.With("memory", new RoomyStorage(engine.Memory, new StorageSpace(null, free)));

        (await engine.CheckAsync(CheckKind.StorageSpace)).Expect(status, code);
    }

    [Fact]
    public async Task RunAsync_StorageThatTellsItsRoom_SaysItInUnits()
    {
        await using EngineFixture engine = new();
        engine.Memory.PutBackup(1);
        engine.With("memory", new RoomyStorage(engine.Memory, new StorageSpace(null, 3L * 1024 * 1024 * 1024 / 2)));

        Assert.Equal("1.5 GiB free, 35 bytes in the newest backups", (await engine.CheckAsync(CheckKind.StorageSpace)).Detail);
    }
}
