using BackupSh.Backups;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Sync;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Catalog.History;

public sealed class BackupHistoryTests : IAsyncDisposable
{
    private readonly EngineFixture _engine = Seed.Engine();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListRunsAsync_AfterRuns_HasEachWithItsOutcomePerStorage()
    {
        FaultyStorage broken = new(new InMemoryStorage());
        broken.On(StorageOperation.Upload).Fail();
        _engine.With("good", new InMemoryStorage()).With("broken", broken);
        RunResult first = await _engine.RunAsync();
        _engine.Time.Advance(TimeSpan.FromHours(1));
        broken.Heal();
        RunResult second = await _engine.RunAsync();

        List<RunRecord> runs = await RunsAsync();

        Assert.Equal([second.RunId, first.RunId], runs.Select(run => run.RunId));
        Assert.Equal(["Succeeded", "PartiallySucceeded"], runs.Select(run => run.Status));
        Assert.Equal(EngineFixture.Start, runs[1].Started);
        RunBackupRecord backup = Assert.Single(runs[1].Backups);
        Assert.Equal((first.Backups[0].Name, first.Backups[0].ArchiveBytes), (backup.Name, backup.ArchiveBytes));
        Assert.Null(backup.Storages.Single(storage => storage.Storage == "good").Error);
        Assert.StartsWith("BSH", backup.Storages.Single(storage => storage.Storage == "broken").Error, StringComparison.Ordinal);
        Assert.Empty(await _engine.Get<BackupHistory>().ListRunsAsync("other", cancellationToken: Token).ToListAsync(Token));
    }

    [Fact]
    public async Task ListRunsAsync_Cancelled_SaysSo()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _engine.Runner.RunAsync("job", null, cancelled.Token));

        Assert.Equal("Cancelled", Assert.Single(await RunsAsync()).Status);
    }

    [Fact]
    public async Task ListNotificationsAsync_ObserverWasTold_HasEachEvent()
    {
        await _engine.RunAsync();

        List<NotificationRecord> told = await _engine.Get<BackupHistory>().ListNotificationsAsync(cancellationToken: Token).ToListAsync(Token);

        Assert.Equal(
            _engine.Observer.Events.Select(happened => happened.GetType().Name).Order(),
            told.Select(notification => notification.Event).Order());
        Assert.All(told, notification => Assert.Equal((nameof(RecordingObserver), null), (notification.Observer, notification.Error)));
    }

    [Fact]
    public async Task SyncAsync_NotificationsOfLongAgo_AreForgotten()
    {
        await _engine.RunAsync();
        _engine.Time.Advance(TimeSpan.FromDays(91));

        await _engine.Get<CatalogSync>().SyncAsync(cancellationToken: Token);

        Assert.Empty(await _engine.Get<BackupHistory>().ListNotificationsAsync(cancellationToken: Token).ToListAsync(Token));
        Assert.Single(await RunsAsync());
    }

    [Fact]
    public async Task RunAsync_HistoryCannotBeWritten_SucceedsAndWarns()
    {
        using DeafStore store = new();
        _engine.Configure = builder => builder.AddCatalog(store.Type);

        (await _engine.RunAsync()).EnsureSucceeded();

        Assert.Contains(_engine.Logs.GetSnapshot(), record => record.Id.Id == 1100);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<List<RunRecord>> RunsAsync() =>
        await _engine.Get<BackupHistory>().ListRunsAsync(cancellationToken: Token).ToListAsync(Token);
}
