using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Catalog.Sync;
using BackupSh.Rotation;
using BackupSh.Testing;
using BackupSh.Tests.Catalog.History;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Catalog.Sync;

/// <summary>What a run does for storages that have missed earlier ones.</summary>
public sealed class RunHealingTests : IAsyncDisposable
{
    private readonly InMemoryStorage _near;
    private readonly InMemoryStorage _far;
    private readonly FaultyStorage _faultyNear;
    private readonly FaultyStorage _faultyFar;
    private readonly EngineFixture _engine = Seed.Engine();

    public RunHealingTests()
    {
        (_near, _far) = (new InMemoryStorage(_engine.Time) { Name = "near" }, new InMemoryStorage(_engine.Time) { Name = "far" });
        (_faultyNear, _faultyFar) = (new FaultyStorage(_near), new FaultyStorage(_far));
        _engine.With("near", _faultyNear).With("far", _faultyFar);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_StorageWasDownLastTime_GetsThatBackupToo()
    {
        _faultyFar.On(StorageOperation.Upload).Fail();
        RunResult partly = await _engine.RunAsync();
        string missed = partly.Backups[0].Name!;
        _faultyFar.Heal();

        RunResult next = await NextRunAsync();

        Assert.Equal((RunStatus.PartiallySucceeded, RunStatus.Succeeded), (partly.Status, next.Status));
        Assert.Equal([new HealOutcome(missed, "near", null)], Far(next).Healed);
        Assert.Empty(Near(next).Healed);
        Assert.Equal(_near.Names, _far.Names);
        Assert.All(_near.Names.Where(IsArchive), name => Assert.Equal(_near.GetContent(name), _far.GetContent(name)));
        Assert.Empty(Far(await NextRunAsync()).Healed);
    }

    [Fact]
    public async Task RunAsync_StorageIsStillDown_HealsTheOthers()
    {
        FaultyStorage third = new(new InMemoryStorage(_engine.Time));
        _engine.With("third", third);
        _faultyFar.On(StorageOperation.Upload).Fail();
        third.On(StorageOperation.Upload).Fail();
        await _engine.RunAsync();
        _faultyFar.Heal();

        RunResult next = await NextRunAsync();

        Assert.Equal(RunStatus.PartiallySucceeded, next.Status);
        Assert.Null(Assert.Single(Far(next).Healed).Error);
        Assert.Empty(next.Backups[0].Outcomes.Single(outcome => outcome.Storage == "third").Healed);
    }

    [Theory]
    [InlineData("upload")]
    [InlineData("info file")]
    [InlineData("source")]
    [InlineData("listing")]
    public async Task RunAsync_CopyFails_SucceedsAndRotatesAllTheSame(string what)
    {
        _engine.Job = job => job.Rotation.Last = RotationRule.Limited(2);
        BackupName missed = _near.PutBackup(1);
        _near.PutBackup(2);
        switch (what)
        {
            case "upload": _faultyFar.On(StorageOperation.Upload).Named(Seed.Archive(missed)).Fail(); break;
            case "info file": _faultyFar.On(StorageOperation.Upload).Named(missed.File("info")).Fail(); break;
            case "source": _faultyNear.On(StorageOperation.OpenRead).Named(Seed.Archive(missed)).Fail(); break;
            default: _faultyFar.On(StorageOperation.List).Named("shop.").Call(1).Fail(); break;
        }

        RunResult run = await _engine.RunAsync();

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Equal(1, Near(run).Rotation?.Deleted.Count);
        Assert.Equal(what == "listing", Far(run).Healed.Count == 0);
        Assert.All(Far(run).Healed, healed => Assert.NotNull(healed.Error));
        Assert.DoesNotContain(_far.Names, name => name.StartsWith(missed.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_CatalogCannotBeRead_SucceedsAndSaysSo()
    {
        using DeafStore store = new();
        _engine.Configure = builder => builder.Configure(options => options.Instance = Seed.Instance).AddCatalog(store.Type);
        _near.PutBackup(1);

        RunResult run = await _engine.RunAsync();

        Assert.Equal(RunStatus.Succeeded, run.Status);
        Assert.Empty(Far(run).Healed);
        Assert.Contains(_engine.Logs.GetSnapshot(), record => record.Id.Id == 1103);
    }

    [Fact]
    public async Task RunAsync_TokenFiresWhileItCopies_TellsTheBackupThatStands()
    {
        BackupName missed = _near.PutBackup(1);
        using CancellationTokenSource cancel = new();
        TaskCompletionSource reached = new();
        _faultyNear.On(StorageOperation.OpenRead).Named(name => Reached(name)).Hang();

        Task<RunResult> running = _engine.Runner.RunAsync("job", null, cancel.Token);
        await reached.Task.WaitAsync(Token);
        await cancel.CancelAsync();
        RunResult run = await running;

        Assert.True(Far(run).IsCommitted);
        Assert.DoesNotContain(_far.Names, name => name.StartsWith(missed.ToString(), StringComparison.Ordinal));

        bool Reached(string name) => name == Seed.Archive(missed) && (reached.TrySetResult() || true);
    }

    [Fact]
    public async Task RunAsync_MoreIsMissingThanOneRunCopies_CopiesTheNewest()
    {
        BackupName[] names = [.. Enumerable.Range(1, RunHealing.MaximumCopies + 3).Select(day => _near.PutBackup(day))];

        RunResult first = await _engine.RunAsync();
        RunResult second = await NextRunAsync();

        string[] copied = [.. Far(first).Healed.Concat(Far(second).Healed).Select(healed => healed.Backup)];
        Assert.Equal(names.Select(name => name.ToString()), copied);
        Assert.Equal(RunHealing.MaximumCopies, Far(first).Healed.Count);
    }

    [Fact]
    public async Task RunAsync_CopyAndRotation_ComeInThisOrder()
    {
        _engine.Job = job => job.Rotation.Last = RotationRule.Limited(2);
        BackupName oldest = _far.PutBackup(3);
        BackupName missed = _near.PutBackup(1);

        RunResult run = await _engine.RunAsync();

        // Had the rotation come first, there would have been two, and none too many.
        Assert.Equal([missed.ToString()], Far(run).Healed.Select(healed => healed.Backup));
        Assert.Equal([oldest.ToString()], Far(run).Rotation!.Deleted);
        Assert.Equal(_near.Names, _far.Names);
    }

    [Fact]
    public async Task RunAsync_NothingIsMissing_ReadsNoOtherBackupsInfoFile()
    {
        BackupName old = _near.PutBackup(1);
        _far.PutBackup(1);

        await _engine.RunAsync();

        Assert.DoesNotContain(_faultyNear.Calls.Concat(_faultyFar.Calls), call => call.Operation == StorageOperation.OpenRead && call.Names.Contains(old.File("info")));
    }

    [Fact]
    public async Task RunAsync_OtherDatabaseOfTheSamePrefix_IsLeftAlone()
    {
        _near.PutBackup(1, "shop.eu");

        Assert.Empty(Far(await _engine.RunAsync()).Healed);
        Assert.DoesNotContain(_far.Names, name => name.StartsWith("shop.eu.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_JobDoesNotHeal_CopiesNothing()
    {
        _engine.Job = job => job.HealAfterRun = false;
        _near.PutBackup(1);

        Assert.Empty(Far(await _engine.RunAsync()).Healed);
        Assert.Equal(2, _far.Names.Count);
    }

    [Fact]
    public async Task RunAsync_JobLocks_LocksTheCopyToo()
    {
        _engine.Job = job => job.LockFor = TimeSpan.FromDays(3);
        BackupName missed = _near.PutBackup(1);

        await _engine.RunAsync();

        DateTimeOffset?[] until = await Task.WhenAll(
            ((string[])[Seed.Archive(missed), missed.File("info")]).Select(name => _far.GetRetainedUntilAsync(name, Token)));
        Assert.Equal([EngineFixture.Start.AddDays(3), EngineFixture.Start.AddDays(3)], until);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static bool IsArchive(string name) => !name.EndsWith(".info", StringComparison.Ordinal);

    private static StorageOutcome Near(RunResult run) => run.Backups[0].Outcomes.Single(outcome => outcome.Storage == "near");

    private static StorageOutcome Far(RunResult run) => run.Backups[0].Outcomes.Single(outcome => outcome.Storage == "far");

    private Task<RunResult> NextRunAsync()
    {
        _engine.Time.Advance(TimeSpan.FromDays(1));
        return _engine.RunAsync();
    }
}
