using BackupSh.Backups;
using BackupSh.Catalog.History;
using BackupSh.Checks;
using BackupSh.Jobs;
using BackupSh.Scheduling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Scheduling;

/// <summary>A restored or copied host makes no backups by itself until somebody confirms.</summary>
public sealed class CatalogHomeTests : IDisposable
{
    private static readonly DateTimeOffset Due = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private readonly FailingCatalogStore _store = new() { Home = "old:/srv/catalog.db" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Look_SameHomeAfterARestart_Runs()
    {
        await using (SchedulerFixture before = Node(Due.AddHours(-1)))
        {
            await before.SettleAsync();
        }

        await using SchedulerFixture node = Node(Due);
        await node.SettleAsync();

        Assert.Equal([Due], node.Runs.Started);
        Assert.Null((await node.Jobs.GetAsync("nightly", Token)).Hold);
        Assert.False(await node.Jobs.ConfirmAsync(Token));
        Assert.Empty(await AuditAsync(node));
    }

    [Fact]
    public async Task Look_OtherHome_StartsNothingAndSaysSoOnce()
    {
        await using SchedulerFixture node = await CopiedAsync();

        await node.SettleAtAsync(Due);
        await node.SettleAtAsync(Due.AddDays(3));

        Assert.Empty(node.Runs.Events);
        string message = Assert.Single(node.Logs.GetSnapshot(), record => record.Level == LogLevel.Error).Message;
        Assert.Contains("BSH1154", message, StringComparison.Ordinal);
        Assert.Contains("'old:/srv/catalog.db'", message, StringComparison.Ordinal);
        Assert.Contains("'new:/srv/catalog.db'", message, StringComparison.Ordinal);
        BackupJob job = await node.Jobs.GetAsync("nightly", Token);
        Assert.Equal(("BSH1154", (DateTimeOffset?)null), (job.Hold?.Code, job.NextStart));
    }

    [Fact]
    public async Task Look_OtherHome_RecoversNothingEither()
    {
        TaskCompletionSource gate = new();
        await using SchedulerFixture dead = new()
        {
            Store = _store,
            Time = new FakeTimeProvider(Due.AddHours(-1)),
            Run = SchedulerFixture.Held(gate.Task, out _),
        };
        await dead.SettleAsync();
        dead.Time.SetUtcNow(Due);
        await dead.Get<Scheduler>().LookAsync(Token);
        _store.Home = "new:/srv/catalog.db";
        await using SchedulerFixture node = Node(Due.AddHours(1));

        await node.SettleAsync();

        Assert.Empty(node.Runs.Events); // the run may still go on at the other host
        gate.SetResult();
        await dead.Get<Scheduler>().WhenIdleAsync();
    }

    [Fact]
    public async Task Confirm_OtherHome_RunsWithoutARestartAndIsAudited()
    {
        await using SchedulerFixture node = await CopiedAsync();
        await node.SettleAtAsync(Due);

        Assert.True(await node.Jobs.ConfirmAsync(Token));
        await node.SettleAsync();

        Assert.Equal([Due], node.Runs.Started);
        AuditEntry entry = Assert.Single(await AuditAsync(node));
        Assert.Equal((AuditAct.ConfirmHome, AuditOutcome.Done, "new:/srv/catalog.db"), (entry.Act, entry.Outcome, Assert.Single(entry.Names)));

        // The one that it was copied from is the stranger now, if it looks into this catalog.
        _store.Home = "old:/srv/catalog.db";
        Assert.Equal("BSH1154", (await node.Jobs.FindHoldAsync(Token))?.Code);
    }

    [Fact]
    public async Task Run_ByHandAtAnotherHome_Runs()
    {
        await using SchedulerFixture node = await CopiedAsync();

        Assert.Equal(RunStatus.Succeeded, (await node.Get<BackupRunner>().RunAsync("nightly", cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task Check_OtherHome_IsAFaultAndTheSameHomeIsNone()
    {
        await using SchedulerFixture node = await CopiedAsync();

        CheckResult held = Assert.Single(await SchedulesAsync(node));
        await node.Jobs.ConfirmAsync(Token);
        List<CheckResult> confirmed = await SchedulesAsync(node);
        _store.Fails = true;
        CheckResult unknown = Assert.Single(await SchedulesAsync(node));

        Assert.Equal((CheckStatus.Failed, "BSH1154"), (held.Status, held.Error!.Code));
        Assert.Empty(confirmed);
        Assert.Equal((CheckStatus.Warning, "BSH9999"), (unknown.Status, unknown.Error!.Code));
    }

    [Fact]
    public async Task Check_NeverScheduled_WritesNothing()
    {
        await using SchedulerFixture node = Node(Due);

        Assert.Empty(await SchedulesAsync(node));
        _store.Home = "new:/srv/catalog.db";

        Assert.Null(await node.Jobs.FindHoldAsync(Token));
    }

    private SchedulerFixture Node(DateTimeOffset now) => new() { Store = _store, Time = new FakeTimeProvider(now) };

    private async Task<SchedulerFixture> CopiedAsync()
    {
        await using (SchedulerFixture original = Node(Due.AddHours(-1)))
        {
            await original.SettleAsync();
        }

        _store.Home = "new:/srv/catalog.db";
        return Node(Due.AddMinutes(-30));
    }

    private static async Task<AuditEntry[]> AuditAsync(SchedulerFixture node) =>
        await node.Get<BackupHistory>().ListAuditAsync(10, Token).ToArrayAsync(Token);

    private static async Task<List<CheckResult>> SchedulesAsync(SchedulerFixture node)
    {
        List<CheckResult> results = await node.Get<EngineCheck>().RunAsync(cancellationToken: Token).ToListAsync(Token);
        return [.. results.Where(result => result.Kind == CheckKind.Schedules)];
    }
}
