using BackupSh.Backups;
using BackupSh.Events;
using BackupSh.Restore;
using BackupSh.Rotation;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Events;

/// <summary>Each event comes once, in order, with what it is about.</summary>
public sealed class EventTests : IAsyncDisposable
{
    private readonly EngineFixture _engine = Seed.Engine();

    private IEnumerable<string> Names => _engine.Observer.Events.Select(happened => happened.GetType().Name);

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task RunAsync_Succeeds_TellsStartCommitAndEnd()
    {
        RunResult result = await _engine.RunAsync();

        Assert.Equal([nameof(RunStarted), nameof(BackupCommitted), nameof(RunEnded)], Names);
        Assert.All(_engine.Observer.Events, happened => Assert.Equal(result.RunId, happened.RunId));
        BackupCommitted committed = Single<BackupCommitted>();
        Assert.Equal(("job", result.Backups[0].Name, "memory", result.Backups[0].ArchiveBytes), (committed.Job, committed.Backup, committed.Storage, committed.ArchiveBytes));
        Assert.Equal("Succeeded", Single<RunEnded>().Status);
    }

    [Fact]
    public async Task RunAsync_WithRotation_TellsItAfterTheCommit()
    {
        _engine.Job = job => job.Rotation.Daily = RotationRule.Limited(1);
        _engine.Memory.PutBackup(1);

        RunResult result = await _engine.RunAsync();

        Assert.Equal([nameof(RunStarted), nameof(BackupCommitted), nameof(RotationEnded), nameof(RunEnded)], Names);
        RotationEnded rotated = Single<RotationEnded>();
        Assert.Equal((result.RunId, "memory", "shop", (string?)null), (rotated.RunId, rotated.Storage, rotated.Database, rotated.Error));
        Assert.Equal([Seed.Name(1).ToString()], rotated.Deleted);
    }

    [Fact]
    public async Task RunAsync_OneStorageFails_TellsWhichAndThatTheRunIsPartial()
    {
        _engine.With("near", _engine.Memory).With("far", new FaultyStorage(new InMemoryStorage()).On(StorageOperation.Upload).Fail());

        await _engine.RunAsync();

        Assert.Equal([nameof(RunStarted), nameof(BackupCommitted), nameof(BackupFailed), nameof(RunEnded)], Names);
        BackupFailed failed = Single<BackupFailed>();
        Assert.Equal(("far", "shop", "BSH0250"), (failed.Storage, failed.Database, failed.ErrorCode));
        Assert.StartsWith("BSH0250: ", failed.Error, StringComparison.Ordinal);
        Assert.Equal("PartiallySucceeded", Single<RunEnded>().Status);
    }

    [Fact]
    public async Task RunAsync_SourceFails_TellsOnceThatThereIsNoBackup()
    {
        _engine.Source = new FakeSource { FailAtByte = 10, Description = new("fake", "my shop", "bin") { RestoreCommand = "> x" } };
        _engine.With("near", _engine.Memory).With("far", new InMemoryStorage());

        await _engine.RunAsync();

        Assert.Equal([nameof(RunStarted), nameof(BackupFailed), nameof(RunEnded)], Names);
        Assert.Equal((null, "my shop", "BSH0253"), (Single<BackupFailed>().Storage, Single<BackupFailed>().Database, Single<BackupFailed>().ErrorCode));
        Assert.Equal("Failed", Single<RunEnded>().Status);
    }

    [Fact]
    public async Task RunAsync_Cancelled_TellsItInsteadOfTheEnd()
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource never = new();
        _engine.Source = new FakeSource { Gate = never.Task };
        Task run = _engine.Runner.RunAsync("job", null, source.Token);
        await EngineFixture.UntilAsync(() => _engine.Observer.Events.Count > 0);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.Equal([nameof(RunStarted), nameof(RunCancelled)], Names);
        Assert.Single(_engine.Observer.Events.Select(happened => happened.RunId).Distinct());
    }

    [Fact]
    public async Task RestoreAsync_Succeeds_TellsWhatStandsWhere()
    {
        await _engine.RunAsync();

        await _engine.Restorer.RestoreAsync("latest:shop", new RestoreOptions { Target = "copy" }, TestContext.Current.CancellationToken);

        BackupRestored restored = Single<BackupRestored>();
        Assert.Equal((Seed.Name(0).ToString(), "memory", "copy"), (restored.Backup, restored.Storage, restored.Target));
        Assert.Equal(restored, _engine.Observer.Events[^1]);
    }

    [Fact]
    public async Task RestoreAsync_Fails_TellsNothing()
    {
        await Assert.ThrowsAsync<BackupShException>(
            () => _engine.Restorer.RestoreAsync("latest:shop", new RestoreOptions { Target = "copy" }, TestContext.Current.CancellationToken));

        Assert.Empty(_engine.Observer.Events);
    }

    [Fact]
    public async Task RotateAsync_ByHand_TellsOneEventForEachStorageUnderOneId()
    {
        _engine.With("near", _engine.Memory).With("far", new InMemoryStorage());

        await _engine.Rotation.RotateAsync("job", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["near", "far"], _engine.Observer.Events.Cast<RotationEnded>().Select(rotated => rotated.Storage));
        Assert.Single(_engine.Observer.Events.Select(happened => happened.RunId).Distinct());
    }

    private T Single<T>() => Assert.Single(_engine.Observer.Events.OfType<T>());
}
