using BackupSh.Backups;
using BackupSh.Checks;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Checks;

public sealed class StorageTrialTests : IAsyncDisposable
{
    private const string Mark = "0123456789ab";
    private readonly EngineFixture _engine = new();
    private readonly FaultyStorage _storage;

    public StorageTrialTests()
    {
        // The lock of the probe ends only if the clock goes on.
        _storage = new FaultyStorage(new CallbackStorage(_engine.Memory) { AfterDelete = () => _engine.Time.Advance(TimeSpan.FromSeconds(6)) });
        _engine.With("memory", _storage);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StorageTrial Trial => _engine.Get<EngineCheck>().OpenTrial("memory");

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task ProbeRightsAsync_AllIsAllowed_SaysSoAndLeavesNothing()
    {
        _engine.Memory.PutBackup(1);
        IReadOnlyList<string> before = _engine.Memory.Names;

        IReadOnlyList<RightResult> rights = await ProbeAsync();

        Assert.Equal(
            ["List Allowed", "Create Allowed", "Read Allowed", "Lock Allowed", "Delete Allowed", "AbortUpload Unknown"],
            rights.Select(right => $"{right.Right} {right.Status}"));
        Assert.Equal(before, _engine.Memory.Names);
        Assert.All(
            _storage.Calls.SelectMany(call => call.Names),
            name => Assert.StartsWith(StorageTrial.Prefix, name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Judge_MayCreateAndDelete_TellsToSplitWriterAndPruner()
    {
        CheckResult judged = Trial.Judge(await ProbeAsync());

        judged.Expect(CheckStatus.Warning, "BSH0813");
        Assert.Contains("Split writer and pruner", judged.Error!.Hint, StringComparison.Ordinal);
        Assert.Equal("may list, create, read, lock, delete", judged.Detail);
    }

    [Fact]
    public async Task Judge_MayNotDelete_PassesAsAWriter()
    {
        _storage.On(StorageOperation.Delete).LieAboutOutcomes(outcome => outcome with { Status = DeleteStatus.Failed });

        IReadOnlyList<RightResult> rights = await ProbeAsync();

        CheckResult judged = Trial.Judge(rights);
        judged.Expect(CheckStatus.Passed, null);
        Assert.Contains("may not delete", judged.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProbeRightsAsync_LockIsPassedOver_IsDeniedAndWarned()
    {
        _storage.On(StorageOperation.Delete).Named(name => name.EndsWith("-locked", StringComparison.Ordinal))
            .LieAboutOutcomes(outcome => outcome with { Status = DeleteStatus.Deleted });

        Trial.Judge(await ProbeAsync()).Expect(CheckStatus.Warning, "BSH0814");
    }

    [Fact]
    public async Task ProbeRightsAsync_NothingCanBeStored_LeavesTheRestUntried()
    {
        _storage.On(StorageOperation.Upload).Fail(new StorageException("memory", null, new BackupShError("TEST0001", "Access denied.", "Ask.")));

        IReadOnlyList<RightResult> rights = await ProbeAsync();

        Assert.Equal(
            ["List Allowed", "Create Denied", "Read Unknown", "Lock Unknown", "Delete Unknown", "AbortUpload Unknown"],
            rights.Select(right => $"{right.Right} {right.Status}"));
        Assert.Equal("Access denied.", rights[1].Detail);
    }

    [Fact]
    public async Task ProbeRightsAsync_Cancelled_LeavesNothing()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using EngineFixture engine = new();
        engine.With("memory", new CancellingStorage(engine.Memory, cancel));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => engine.Get<EngineCheck>().OpenTrial("memory").ProbeRightsAsync(cancel.Token));

        Assert.Empty(engine.Memory.Names);
    }

    [Theory]
    [InlineData(StorageTrial.Prefix + Mark + "-object", 25, true)]
    [InlineData(StorageTrial.Prefix + "0123456789abcdef0123456789abcdef-traitsx", 25, true)]
    [InlineData(StorageTrial.Prefix + Mark + "-object", 23, false)]
    [InlineData(StorageTrial.Prefix + "mine", 25, false)]
    [InlineData(StorageTrial.Prefix + Mark + "-shop.2026-11-24_03-00-00.info", 25, false)]
    [InlineData("shop.2026-11-24_03-00-00.info", 25, false)]
    public async Task SweepAsync_LeftOver_GoesByAgeAndName(string name, int hours, bool goes)
    {
        _engine.Memory.Put(name, "x"u8, EngineFixture.Start.AddHours(-hours));

        int count = await Trial.SweepAsync(Token);

        Assert.Equal((goes ? 1 : 0, !goes), (count, _engine.Memory.Contains(name)));
    }

    [Fact]
    public async Task Leftovers_OfAKilledTrial_AreNoBackups()
    {
        _engine.Memory.Put(StorageTrial.Prefix + Mark + "-canary", "x"u8);

        Assert.Empty(await _engine.ListAsync());
        Assert.Equal(RunStatus.Succeeded, (await _engine.RunAsync()).Status);
        Assert.True(_engine.Memory.Contains(StorageTrial.Prefix + Mark + "-canary"));
    }

    [Fact]
    public async Task Storage_NameOutsideOfTheTrial_IsRefused()
    {
        _engine.Memory.Put("shop.2026-11-24_03-00-00.info", "x"u8);
        IBackupStorage storage = Trial.Storage;

        await Assert.ThrowsAsync<InvalidOperationException>(() => storage.DeleteAsync(["shop.2026-11-24_03-00-00.info"], Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => storage.OpenReadAsync("shop.2026-11-24_03-00-00.info", default, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => storage.UploadAsync("other", Stream.Null, new UploadOptions { RunId = "trial" }, Token));

        Assert.Equal(["shop.2026-11-24_03-00-00.info"], _engine.Memory.Names);
        Assert.Same(_engine.Memory, storage.GetAbility<IObjectLockStorage>());
    }

    private Task<IReadOnlyList<RightResult>> ProbeAsync() => Trial.ProbeRightsAsync(Token);

    private sealed class CancellingStorage(InMemoryStorage inner, CancellationTokenSource cancel) : DelegatingStorage(inner)
    {
        public override async Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
        {
            await cancel.CancelAsync();
            return await base.OpenReadAsync(name, range, cancellationToken);
        }
    }
}
