using BackupSh.Catalog.Store;
using BackupSh.Events;
using BackupSh.Jobs;
using BackupSh.Options;
using BackupSh.Scheduling;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Scheduling;

/// <summary>Several nodes with one catalog and one storage.</summary>
public sealed class SeveralNodesTests : IDisposable
{
    private static readonly DateTimeOffset Due = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private readonly InMemoryCatalogStore _store = new();
    private readonly InMemoryStorage _storage = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Look_FiveNodesAtOnce_OneRunsIt()
    {
        FakeTimeProvider time = new(Due.AddHours(-1));
        SchedulerFixture[] nodes = [.. Enumerable.Range(0, 5).Select(_ => new SchedulerFixture { Store = _store, Storage = _storage, Time = time })];
        await nodes[0].SettleAsync();

        for (int day = 0; day < 20; day++)
        {
            time.SetUtcNow(Due.AddDays(day));
            await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Get<Scheduler>().LookAsync(Token))));
            await Task.WhenAll(nodes.Select(node => node.Get<Scheduler>().WhenIdleAsync()));
        }

        Assert.Equal(
            Enumerable.Range(0, 20).Select(day => Due.AddDays(day)),
            nodes.SelectMany(node => node.Runs.Started).Order());
        foreach (SchedulerFixture node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Look_AnotherNodeDiedInARun_MarksItInterruptedAndRunsItOnceMore()
    {
        await using SchedulerFixture dead = Dying();
        await StartAsync(dead, Due);
        await using SchedulerFixture node = new() { Store = _store, Storage = _storage, Time = new FakeTimeProvider(Due.AddSeconds(30)) };

        await node.SettleAsync();
        Assert.Empty(node.Runs.Events); // the lease still stands
        await node.SettleAtAsync(Due.AddSeconds(61));
        BackupFailed interrupted = Assert.Single(node.Runs.Events.OfType<BackupFailed>());
        Assert.Empty(node.Runs.Started); // no tight loop: a minute between
        await node.SettleAtAsync(Due.AddSeconds(122));

        Assert.Equal("BSH1143", interrupted.ErrorCode);
        Assert.Equal(dead.Runs.Events[0].RunId, interrupted.RunId);
        Assert.Single(node.Runs.Events.OfType<BackupCommitted>());
        Assert.Equal(["Succeeded", "Interrupted"], (await node.HistoryAsync()).Select(run => run.Status));
        await node.SettleAtAsync(Due.AddHours(5));
        Assert.Single(node.Runs.Started);
    }

    [Fact]
    public async Task Look_TheSecondAttemptDiesToo_GivesItUp()
    {
        await using SchedulerFixture first = Dying();
        await StartAsync(first, Due);
        await using SchedulerFixture second = Dying();
        await second.SettleAtAsync(Due.AddMinutes(2));
        await StartAsync(second, Due.AddMinutes(4));
        await using SchedulerFixture node = new() { Store = _store, Storage = _storage, Time = new FakeTimeProvider(Due.AddMinutes(10)) };

        await node.SettleAsync();
        await node.SettleAtAsync(Due.AddHours(5));

        Assert.Equal("BSH1144", Assert.Single(node.Runs.Events.OfType<BackupFailed>()).ErrorCode);
        Assert.Empty(node.Runs.Started);
        PassedDueTimes passed = Assert.Single(await node.PassedAsync());
        Assert.Equal((Due, PassedReason.Interrupted), (passed.First, passed.Reason));
        Assert.Equal(["Interrupted", "Interrupted"], (await node.HistoryAsync()).Select(run => run.Status));
    }

    [Fact]
    public async Task Look_AnotherNodeDiedJustAfterARun_LeavesWhatItMadeAndDoesNotRunAgain()
    {
        await using SchedulerFixture dead = new()
        {
            Store = new FailingCatalogStore(_store)
            {
                FailsAfter = record => record.Kind == CatalogRecordKind.Run && record.Document.Contains("Succeeded", StringComparison.Ordinal),
            },
            Storage = _storage,
            Time = new FakeTimeProvider(Due.AddHours(-1)),
        };
        await StartAsync(dead, Due);
        await dead.Get<Scheduler>().WhenIdleAsync();
        await using SchedulerFixture node = new() { Store = _store, Storage = _storage, Time = new FakeTimeProvider(Due.AddMinutes(10)) };

        await node.SettleAsync();
        await node.SettleAtAsync(Due.AddHours(5));

        Assert.Empty(node.Runs.Events);
        Assert.Equal(["Succeeded"], (await node.HistoryAsync()).Select(run => run.Status));
        Assert.Null((await node.Get<ScheduleRecords>().FindStateAsync("nightly", Token))!.Open);
    }

    [Fact]
    public async Task Look_PausedBeforeAnInterruptedRunIsMadeUpFor_SaysWhyItIsNot()
    {
        await using SchedulerFixture dead = Dying();
        await StartAsync(dead, Due);
        await using SchedulerFixture node = new() { Store = _store, Storage = _storage, Time = new FakeTimeProvider(Due.AddMinutes(2)) };
        await node.SettleAsync();
        await node.Jobs.PauseAsync("nightly", cancellationToken: Token);

        await node.SettleAtAsync(Due.AddDays(1));

        Assert.Equal(
            [(Due.AddDays(1), PassedReason.Paused), (Due, PassedReason.Interrupted)],
            (await node.PassedAsync()).Select(passed => (passed.Last, passed.Reason)));
    }

    [Fact]
    public async Task Look_AnotherNodeIsSlowButAlive_LeavesItTheRun()
    {
        WatchedClock time = new(Due.AddHours(-1));
        TaskCompletionSource gate = new();
        await using SchedulerFixture slow = new() { Store = _store, Time = time, Run = SchedulerFixture.Held(gate.Task, out Func<int> started), Scheduler = Patient };
        await using SchedulerFixture other = new() { Store = _store, Time = time, Scheduler = Patient };
        await slow.SettleAsync();
        time.SetUtcNow(Due);
        int timers = time.Timers;
        await slow.Get<Scheduler>().LookAsync(Token);
        await EngineFixture.UntilAsync(() => time.Timers > timers);

        for (int i = 0; i < 60; i++)
        {
            timers = time.Timers;
            time.Advance(TimeSpan.FromSeconds(20));

            // One for the renewal, one to wait for the next.
            await EngineFixture.UntilAsync(() => time.Timers >= timers + 2);
            await other.Get<Scheduler>().LookAsync(Token);
        }

        gate.SetResult();
        await slow.SettleAsync();
        Assert.Equal(1, started());
        Assert.Empty(other.Runs.Events);
    }

    private static void Patient(SchedulerOptions options) => options.NoProgressTimeout = TimeSpan.FromHours(2);

    // Its clock stands still once it has begun: it gives no sign of life any more.
    private SchedulerFixture Dying() => new()
    {
        Store = _store,
        Storage = _storage,
        Time = new FakeTimeProvider(Due.AddHours(-1)),
        Source = new FakeSource { Gate = new TaskCompletionSource().Task },
    };

    private static async Task StartAsync(SchedulerFixture node, DateTimeOffset moment)
    {
        await node.SettleAsync();
        node.Time.SetUtcNow(moment);
        await node.Get<Scheduler>().LookAsync(Token);
        await EngineFixture.UntilAsync(() => node.Runs.Started.Count == 1);
    }
}
