using BackupSh.Catalog;
using BackupSh.Catalog.Store;
using BackupSh.Scheduling;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Scheduling;

/// <summary>What a run leaves in a storage whose process is killed, and what becomes of it.</summary>
public sealed class LeftoverTests : IDisposable
{
    private static readonly DateTimeOffset Due = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Due.AddHours(-1));
    private readonly InMemoryCatalogStore _store = new();
    private readonly InMemoryStorage _storage;

    public LeftoverTests() => _storage = new InMemoryStorage(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(".info", true)]
    [InlineData(".bin", false)]
    public async Task Look_KilledInAnUpload_LaterRunsSweepItsClaimAndReportItsArchive(string part, bool leavesArchive)
    {
        FaultyStorage dying = new(_storage);
        dying.On(StorageOperation.Upload).Named(name => name.Contains(part, StringComparison.Ordinal)).Hang();
        await using SchedulerFixture dead = new() { Store = _store, Storage = dying, Time = new FakeTimeProvider(Due.AddHours(-1)) };
        await dead.SettleAsync();
        dead.Time.SetUtcNow(Due);
        await dead.Get<Scheduler>().LookAsync(Token);
        await EngineFixture.UntilAsync(() => dying.Calls.Any(call => call.Operation == StorageOperation.Upload && call.Names[0].Contains(part, StringComparison.Ordinal)));
        string claim = Assert.Single(_storage.Names, name => name.EndsWith(".claim", StringComparison.Ordinal));
        await using SchedulerFixture node = new() { Store = _store, Storage = _storage, Time = _time };

        await node.SettleAtAsync(Due.AddMinutes(2));
        await node.SettleAtAsync(Due.AddMinutes(4));
        Assert.True(_storage.Contains(claim)); // it could still be at it
        Assert.Empty(await ProblemsAsync(node));
        await node.SettleAtAsync(Due.AddDays(1));

        Assert.DoesNotContain(_storage.Names, name => name.EndsWith(".claim", StringComparison.Ordinal));
        Assert.Equal(
            leavesArchive ? [CatalogProblemKind.ArchiveWithoutInfo] : [],
            (await ProblemsAsync(node)).Select(problem => problem.Kind));
        Assert.Equal(["Succeeded", "Succeeded", "Interrupted"], (await node.HistoryAsync()).Select(run => run.Status));
    }

    private static async Task<IReadOnlyList<CatalogProblem>> ProblemsAsync(SchedulerFixture node) =>
        await node.Get<BackupCatalog>().ListProblemsAsync(cancellationToken: Token).ToListAsync(Token);
}
