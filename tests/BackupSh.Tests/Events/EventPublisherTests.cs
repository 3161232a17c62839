using System.Collections.Concurrent;
using BackupSh.Backups;
using BackupSh.Events;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BackupSh.Tests.Events;

/// <summary>What observers do changes nothing for the run and for one another.</summary>
public sealed class EventPublisherTests : IAsyncDisposable
{
    private readonly EngineFixture _engine = Seed.Engine();

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task RunAsync_ObserverThrows_SucceedsLogsItAndTellsTheOthers()
    {
        Add(new ActingObserver((_, _) => throw new InvalidOperationException("mail server down")));
        RecordingObserver last = new();
        Add(last);

        (await _engine.RunAsync()).EnsureSucceeded();

        Assert.Equal(3, last.Events.Count);
        Assert.Equal(3, _engine.Logs.GetSnapshot().Count(record => record.Id.Id == 11 && record.Level == LogLevel.Warning && record.Exception is InvalidOperationException));
    }

    [Fact]
    public async Task RunAsync_ObserverGivesUpByItself_Succeeds()
    {
        Add(new ActingObserver((_, _) => throw new OperationCanceledException()));

        (await _engine.RunAsync()).EnsureSucceeded();
    }

    [Fact]
    public async Task RunAsync_ObserverHangs_IsGivenUpAfterAMinuteForEachEvent()
    {
        ConcurrentQueue<CancellationToken> tokens = [];
        Add(new ActingObserver(async (_, token) =>
        {
            tokens.Enqueue(token);
            await new TaskCompletionSource().Task;
        }));

        Task<RunResult> run = _engine.RunAsync();
        for (int told = 1; told <= 3; told++)
        {
            // Time passes only while the observer hangs: requests to the storage must not run out of it.
            await EngineFixture.UntilAsync(() => tokens.Count == told);
            await _engine.PassTimeUntilAsync(() => CountGivenUp() == told);
        }

        (await run).EnsureSucceeded();
        Assert.Equal(3, _engine.Observer.Events.Count);
        Assert.InRange(_engine.Time.GetUtcNow() - EngineFixture.Start, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4));
        await EngineFixture.UntilAsync(() => tokens.All(token => token.IsCancellationRequested));
    }

    [Fact]
    public async Task RunAsync_CancelledWhileAnObserverWorks_EndsAsCancelled()
    {
        using CancellationTokenSource source = new();
        Add(new ActingObserver(async (happened, _) =>
        {
            if (happened is RunStarted)
            {
                await source.CancelAsync();
                await new TaskCompletionSource().Task;
            }
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _engine.Runner.RunAsync("job", null, source.Token));

        Assert.IsType<RunCancelled>(_engine.Observer.Events[^1]);
        Assert.Empty(_engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_SlowObserver_IsWaitedForSoThatEventsComeOneAtATime()
    {
        List<string> order = [];
        Add(new ActingObserver(async (happened, _) =>
        {
            order.Add("begin " + happened.GetType().Name);
            await Task.Yield();
            order.Add("end " + happened.GetType().Name);
        }));

        await _engine.RunAsync();

        Assert.Equal(
            ["begin RunStarted", "end RunStarted", "begin BackupCommitted", "end BackupCommitted", "begin RunEnded", "end RunEnded"], order);
    }

    private int CountGivenUp() => _engine.Logs.GetSnapshot().Count(record => record.Id.Id == 11 && record.Exception is TimeoutException);

    private void Add(IBackupObserver observer)
    {
        Action<IBackupShBuilder> before = _engine.Configure;
        _engine.Configure = builder =>
        {
            before(builder);
            builder.Services.AddSingleton(observer);
        };
    }

    private sealed class ActingObserver(Func<BackupEvent, CancellationToken, Task> act) : IBackupObserver
    {
        public ValueTask OnEventAsync(BackupEvent backupEvent, CancellationToken cancellationToken = default) => new(act(backupEvent, cancellationToken));
    }
}
