using BackupSh.Backups;
using BackupSh.Catalog.Store;
using BackupSh.Events;
using BackupSh.Jobs;
using BackupSh.Scheduling;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Scheduling;

public sealed class SchedulerTests
{
    private static readonly DateTimeOffset Due = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_BeforeAndAtTheDueTime_RunsOnce()
    {
        await using SchedulerFixture node = new();

        await node.SettleAsync();
        await node.SettleAtAsync(Due.AddSeconds(-1));
        Assert.Empty(node.Runs.Started);
        await node.SettleAtAsync(Due);
        await node.SettleAtAsync(Due.AddHours(20));

        Assert.Equal([Due], node.Runs.Started);
        Assert.Equal(Due.AddDays(1), (await node.Jobs.GetAsync("nightly", Token)).NextStart);
    }

    [Fact]
    public async Task Look_TheClockJumpsThreeDays_RunsOnceAndSaysWhatItMadeUpFor()
    {
        await using SchedulerFixture node = new();
        await node.SettleAsync();

        await node.SettleAtAsync(Due.AddDays(2).AddHours(5));

        Assert.Single(node.Runs.Started);
        PassedDueTimes passed = Assert.Single(await node.PassedAsync());
        Assert.Equal((Due, Due.AddDays(1), 2, PassedReason.Late), (passed.First, passed.Last, passed.Count, passed.Reason));
        Assert.Equal(node.Runs.Events[0].RunId, passed.RunId);
    }

    [Fact]
    public async Task Look_TheClockWasTenYearsAhead_GoesOn()
    {
        await using SchedulerFixture node = new();
        await node.SettleAtAsync(Due.AddYears(10));
        await node.SettleAtAsync(Due.AddYears(10).AddDays(1));
        int before = node.Runs.Started.Count;

        node.Time.AdjustTime(Due.AddHours(-1));
        await node.SettleAsync();
        node.Time.AdjustTime(Due);
        await node.SettleAsync();

        Assert.Equal(before + 1, node.Runs.Started.Count);
    }

    [Fact]
    public async Task Look_DuesWhileARunGoesOn_StartsOneRunAfterIt()
    {
        TaskCompletionSource gate = new();
        await using SchedulerFixture node = new() { Job = job => job.Schedule = "every 1 hour", Run = SchedulerFixture.Held(gate.Task, out Func<int> started) };
        await node.SettleAsync();

        node.Time.SetUtcNow(Due);
        await node.Get<Scheduler>().LookAsync(Token);
        await EngineFixture.UntilAsync(() => started() == 1);
        node.Time.SetUtcNow(Due.AddHours(3));
        await node.Get<Scheduler>().LookAsync(Token);
        Assert.Equal(1, started());
        gate.SetResult();
        await node.SettleAsync();

        Assert.Equal(2, started());
        Assert.Equal(2, Assert.Single(await node.PassedAsync()).Count);
    }

    [Fact]
    public async Task Look_ThreeJobsDueAndOnePlace_RunsThemOneAfterTheOther()
    {
        int running = 0;
        int most = 0;
        await using SchedulerFixture node = new()
        {
            Scheduler = options => options.MaximumParallelRuns = 1,
            Configure = builder => builder
                .AddJob("second", job => (job.Source, job.Storages, job.Schedule) = ("shop", ["nas"], "0 3 * * *"))
                .AddJob("third", job => (job.Source, job.Storages, job.Schedule) = ("shop", ["nas"], "0 3 * * *")),
            Run = async (job, _, runId, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return new RunResult(runId, job.Name, RunStatus.Succeeded, [], TimeSpan.Zero);
            },
        };
        await node.SettleAsync();

        await node.SettleAtAsync(Due);

        Assert.Equal(1, most);
        Assert.All(await node.Jobs.ListAsync(Token), job => Assert.Equal(Due.AddDays(1), job.NextStart));
    }

    [Fact]
    public async Task Look_ARunMovesNothing_CancelsItAndSaysSo()
    {
        HangingSource source = new();
        await using SchedulerFixture node = new()
        {
            Source = source,
            Scheduler = options => options.NoProgressTimeout = TimeSpan.FromMinutes(10),
        };
        await node.SettleAsync();

        node.Time.SetUtcNow(Due);
        await node.Get<Scheduler>().LookAsync(Token);
        await source.Asked.WaitAsync(Token);
        await PassUntilAsync(node, () => node.Runs.Events.OfType<BackupFailed>().Any());

        Assert.Equal("BSH1142", Assert.Single(node.Runs.Events.OfType<BackupFailed>()).ErrorCode);
        Assert.True(node.Time.GetUtcNow() - Due >= TimeSpan.FromMinutes(10));
        await node.SettleAtAsync(Due.AddDays(1).AddMinutes(-1));
        Assert.Single(node.Runs.Started);
    }

    [Fact]
    public async Task Look_ARunDoesNotHearItsToken_GivesItsPlaceAwayButNotItsJob()
    {
        TaskCompletionSource gate = new();
        await using SchedulerFixture node = new()
        {
            Run = SchedulerFixture.Held(gate.Task, out Func<int> started),
            Scheduler = options => options.NoProgressTimeout = TimeSpan.FromMinutes(10),
        };
        await node.SettleAsync();
        node.Time.SetUtcNow(Due);
        await node.Get<Scheduler>().LookAsync(Token);
        await EngineFixture.UntilAsync(() => started() == 1);

        await PassUntilAsync(node, () => node.Runs.Events.OfType<BackupFailed>().Any());
        await node.SettleAtAsync(Due.AddDays(1));
        Assert.Equal(1, started());
        gate.SetResult();
        await EngineFixture.UntilAsync(() => node.Get<Scheduler>().LookAsync(Token).IsCompletedSuccessfully && started() == 2);
    }

    [Fact]
    public async Task Stop_WhileARunGoesOn_CancelsItAndTheNextStartMakesUpForIt()
    {
        InMemoryCatalogStore store = new();
        InMemoryStorage storage = new();
        await using SchedulerFixture node = new() { Store = store, Storage = storage, Source = new FakeSource { Gate = new TaskCompletionSource().Task } };
        await node.SettleAsync();
        node.Time.SetUtcNow(Due);

        await node.Service.StartAsync(Token);
        await EngineFixture.UntilAsync(() => node.Runs.Started.Count == 1);
        await node.Service.StopAsync(Token);

        Assert.Single(node.Runs.Events.OfType<RunCancelled>());
        await using SchedulerFixture next = new() { Store = store, Storage = storage, Time = node.Time };
        await next.SettleAsync();
        Assert.Single(next.Runs.Events.OfType<BackupCommitted>());
        await next.SettleAtAsync(Due.AddHours(5));
        Assert.Single(next.Runs.Started);
    }

    [Fact]
    public async Task Stop_TheHostsTimeIsOver_ReturnsWithoutWaitingOn()
    {
        await using SchedulerFixture node = new() { Run = SchedulerFixture.Held(new TaskCompletionSource().Task, out Func<int> started) };
        await node.SettleAsync();
        node.Time.SetUtcNow(Due);
        await node.Service.StartAsync(Token);
        await EngineFixture.UntilAsync(() => started() == 1);

        using CancellationTokenSource over = new();
        Task stopping = node.Service.StopAsync(over.Token);
        Assert.False(stopping.IsCompleted);
        await over.CancelAsync();
        await stopping;

        Assert.Contains(node.Logs.GetSnapshot(), record => record.Id.Id == 1149);
    }

    [Fact]
    public async Task Start_SwitchedOff_RunsNothing()
    {
        await using SchedulerFixture node = new() { Scheduler = options => options.Enabled = false };

        await node.Service.StartAsync(Token);
        await node.Service.StopAsync(Token);

        Assert.Contains(node.Logs.GetSnapshot(), record => record.Id.Id == 1141);
        Assert.Null(await node.Get<ScheduleRecords>().FindStateAsync("nightly", Token));
    }

    [Fact]
    public async Task Look_TheCatalogFailsForAWhile_ThrowsNothingAndGoesOn()
    {
        FailingCatalogStore store = new();
        await using SchedulerFixture node = new() { Store = store };
        await node.SettleAsync();

        store.Fails = true;
        node.Time.SetUtcNow(Due);
        await node.Service.StartAsync(Token);
        await EngineFixture.UntilAsync(() => node.Logs.GetSnapshot().Any(record => record.Id.Id == 1144));
        store.Fails = false;
        await PassUntilAsync(node, () => node.Runs.Events.OfType<BackupCommitted>().Any());
        await node.Service.StopAsync(Token);

        Assert.Single(node.Runs.Events.OfType<BackupCommitted>());
    }

    [Fact]
    public async Task Look_PausedAndResumed_PassesOverWhatCameDueMeanwhile()
    {
        await using SchedulerFixture node = new();
        await node.SettleAsync();

        BackupJob paused = await node.Jobs.PauseAsync("nightly", "the disk is full", Token);
        await node.SettleAtAsync(Due.AddHours(1));
        await node.Jobs.ResumeAsync("nightly", Token);
        await node.SettleAtAsync(Due.AddHours(2));
        Assert.Empty(node.Runs.Started);
        await node.SettleAtAsync(Due.AddDays(1));

        Assert.Equal("the disk is full", paused.Pause?.Reason);
        Assert.Equal((PassedReason.Paused, Due), Assert.Single(await node.PassedAsync()) is var passed ? (passed.Reason, passed.First) : default);
        Assert.Equal([Due.AddDays(1)], node.Runs.Started);
    }

    [Fact]
    public async Task Look_DueInABlackOut_RunsOnceAtItsEnd()
    {
        await using SchedulerFixture node = new() { Job = job => (job.Schedule, job.BlackOuts) = ("0 * * * *", ["02:30-06:30"]) };
        await node.SettleAsync();

        await node.SettleAtAsync(Due.AddHours(1));
        Assert.Empty(node.Runs.Started);
        await node.SettleAtAsync(Due.AddHours(3.5));

        Assert.Equal([Due.AddHours(3.5)], node.Runs.Started);
        Assert.Equal(3, Assert.Single(await node.PassedAsync()).Count);
    }

    [Fact]
    public async Task Look_Jitter_DelaysByTheSameTimeOnEveryNode()
    {
        static SchedulerFixture Node() => new() { Job = job => (job.Schedule, job.Jitter) = ("0 3 * * *", TimeSpan.FromHours(2)) };
        await using SchedulerFixture one = Node();
        await using SchedulerFixture other = Node();
        await one.SettleAsync();
        await other.SettleAsync();

        DateTimeOffset start = (await one.Jobs.GetAsync("nightly", Token)).NextStart!.Value;

        Assert.InRange(start, Due.AddSeconds(1), Due.AddHours(2));
        Assert.Equal(start, (await other.Jobs.GetAsync("nightly", Token)).NextStart);
        await one.SettleAtAsync(start.AddSeconds(-1));
        Assert.Empty(one.Runs.Started);
        await one.SettleAtAsync(start);
        Assert.Equal([start], one.Runs.Started);
    }

    private static Task PassUntilAsync(SchedulerFixture node, Func<bool> happened) => EngineFixture.UntilAsync(() =>
    {
        bool done = happened();
        node.Time.Advance(done ? TimeSpan.Zero : TimeSpan.FromSeconds(1));
        return done;
    });
}
