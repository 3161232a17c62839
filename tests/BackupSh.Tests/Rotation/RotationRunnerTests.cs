using BackupSh.Options;
using BackupSh.Rotation;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.Logging;

namespace BackupSh.Tests.Rotation;

/// <summary>What a rotation by hand deletes, in which order, and what it says.</summary>
public sealed class RotationRunnerTests
{
    private readonly InMemoryStorage _memory = new();
    private readonly FaultyStorage _storage;

    public RotationRunnerTests() => _storage = new FaultyStorage(_memory);

    private IEnumerable<string> Deletions => _storage.Calls.Where(call => call.Operation == StorageOperation.Delete).Select(call => call.Names[0]);

    [Fact]
    public async Task RotateAsync_SeveralToDelete_GoesOldestFirstAndInfoBeforeArchive()
    {
        Put(1, 2, 3, 4);
        await using EngineFixture engine = Engine();

        RotationResult result = await RotateAsync(engine);

        Assert.Null(result.Error);
        Assert.Equal([Seed.Name(4).ToString(), Seed.Name(3).ToString()], result.Deleted);
        Assert.Equal(
            [Seed.Name(4).File("info"), Seed.Archive(Seed.Name(4)), Seed.Name(3).File("info"), Seed.Archive(Seed.Name(3))], Deletions);
        Assert.Equal([1.0, 2.0], await DaysLeftAsync(engine));
    }

    [Fact]
    public async Task RotateAsync_Again_DeletesNothingMore()
    {
        Put(1, 2, 3, 4);
        await using EngineFixture engine = Engine();
        await RotateAsync(engine);

        RotationResult again = await RotateAsync(engine);

        Assert.Null(again.Error);
        Assert.Empty(again.Deleted);
    }

    [Fact]
    public async Task RotateAsync_DryRun_DeletesNothingTellsNobodyAndSaysTheSame()
    {
        Put(1, 2, 3, 4, 5);
        await using EngineFixture engine = Engine();

        RotationResult dry = await RotateAsync(engine, dryRun: true);

        Assert.Empty(dry.Deleted);
        Assert.Empty(Deletions);
        Assert.Empty(engine.Observer.Events);
        RotationResult real = await RotateAsync(engine);
        Assert.Equal(dry.Plan!.Items.Select(item => item.ToString()), real.Plan!.Items.Select(item => item.ToString()));
        Assert.Equal(dry.Plan!.Delete.Select(item => item.Candidate.Id).Reverse(), real.Deleted);
    }

    [Fact]
    public async Task RotateAsync_JobWithoutRotation_DeletesNothing()
    {
        Put(1, 2, 3);
        await using EngineFixture engine = Seed.Engine().With("memory", _storage);

        RotationResult result = await RotateAsync(engine);

        Assert.Null(result.Error);
        Assert.Equal(3, result.Plan!.Keep.Count);
        Assert.Empty(Deletions);
    }

    [Fact]
    public async Task RotateAsync_OneStorageHasAPolicyOfItsOwn_RotatesEachByItsOwn()
    {
        InMemoryStorage far = new();
        Put(1, 2, 3, 4);
        foreach (int days in new[] { 1, 2, 3, 4 })
        {
            far.PutBackup(days);
        }

        await using EngineFixture engine = Seed.Engine().With("near", _storage).With("far", far);
        engine.Job = job =>
        {
            job.Rotation.Daily = RotationRule.Limited(2);
            JobStorageOptions own = new() { Name = "far" };
            own.Rotation.Daily = RotationRule.Limited(3);
            job.Storages = ["near", own];
        };

        IReadOnlyList<RotationResult> results = await engine.Rotation.RotateAsync("job", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["near", "far"], results.Select(result => result.Storage));
        Assert.Equal([2, 1], results.Select(result => result.Deleted.Count));
    }

    [Fact]
    public async Task RotateAsync_OneStorageFails_RotatesTheOthers()
    {
        InMemoryStorage far = new();
        Put(1, 2, 3);
        foreach (int days in new[] { 1, 2, 3 })
        {
            far.PutBackup(days);
        }

        _storage.On(StorageOperation.List).Fail();
        await using EngineFixture engine = Engine().With("far", far);

        IReadOnlyList<RotationResult> results = await engine.Rotation.RotateAsync("job", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["BSH0250", null], results.Select(result => result.Error?.Code));
        Assert.Null(results[0].Plan);
        Assert.Single(results[1].Deleted);
    }

    [Fact]
    public async Task RotateAsync_ModulesBackups_AreRotatedLikeOurs()
    {
        _memory.PutModulesBackup(4);
        Put(3, 2);
        _memory.PutModulesBackup(1);
        await using EngineFixture engine = Engine();

        RotationResult result = await RotateAsync(engine);

        Assert.Equal([Seed.Name(4).ToString(), Seed.Name(3).ToString()], result.Deleted);
        Assert.False(_memory.Contains(Seed.Name(4).File("zip")));
    }

    [Fact]
    public async Task RotateAsync_OneRetained_RecordsItAndGoesOn()
    {
        Put(1, 2, 3, 4);
        string locked = Seed.Name(4).File("info");
        KeepingStorage keeping = new(_memory, locked, new DeleteOutcome(locked, DeleteStatus.Retained, new BackupShError("BSH9999", "Locked.", "Wait.")));
        await using EngineFixture engine = Rotating(Seed.Engine().With("memory", keeping));

        RotationResult result = await RotateAsync(engine);

        Assert.Null(result.Error);
        Assert.Equal([Seed.Name(4).ToString()], result.Retained);
        Assert.Equal([Seed.Name(3).ToString()], result.Deleted);
        Assert.Equal([1.0, 2.0, 4.0], await DaysLeftAsync(engine));
        Assert.Contains("1 locked", engine.Logs.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RotateAsync_OneFails_StopsThere()
    {
        Put(1, 2, 3, 4, 5);
        string stuck = Seed.Name(4).File("info");
        BackupShError error = new("BSH9999", "Not today.", "Wait.");
        KeepingStorage keeping = new(_memory, stuck, new DeleteOutcome(stuck, DeleteStatus.Failed, error));
        await using EngineFixture engine = Rotating(Seed.Engine().With("memory", keeping));

        RotationResult result = await RotateAsync(engine);

        Assert.Equal(error, result.Error);
        Assert.Equal([Seed.Name(5).ToString()], result.Deleted);
        Assert.Equal([1.0, 2.0, 3.0, 4.0], await DaysLeftAsync(engine));
    }

    [Fact]
    public async Task RotateAsync_Cancelled_ThrowsAfterTellingWhatIsGone()
    {
        Put(1, 2, 3, 4, 5);
        using CancellationTokenSource source = new();
        await using EngineFixture engine = Engine();
        _storage.On(StorageOperation.Delete).Named(Seed.Archive(Seed.Name(5))).AfterIsApplied().WaitFor(CancelAsync(source));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Rotation.RotateAsync("job", cancellationToken: source.Token));

        Assert.Single(engine.Observer.Events);
        Assert.DoesNotContain(Deletions, name => name.StartsWith(Seed.Name(3).ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task RotateAsync_PlanWithWarnings_LogsThem()
    {
        Put(1, -2);
        await using EngineFixture engine = Engine();

        await RotateAsync(engine);

        Assert.Contains(engine.Logs.GetSnapshot(), record => record.Level == LogLevel.Warning && record.Message.Contains("BSH0041", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task RotateAsync_WithoutJob_IsMisuse(string? job)
    {
        await using EngineFixture engine = Engine();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => engine.Rotation.RotateAsync(job!, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RotateAsync_UnknownJob_SaysSo()
    {
        await using EngineFixture engine = Engine();

        Assert.Equal(
            "BSH0140",
            (await Assert.ThrowsAsync<BackupShException>(() => engine.Rotation.RotateAsync("none", cancellationToken: TestContext.Current.CancellationToken))).Code);
    }

    private static async Task CancelAsync(CancellationTokenSource source)
    {
        await Task.Yield();
        await source.CancelAsync();
    }

    private static EngineFixture Rotating(EngineFixture engine)
    {
        engine.Job = job => job.Rotation.Daily = RotationRule.Limited(2);
        return engine;
    }

    private EngineFixture Engine() => Rotating(Seed.Engine().With("memory", _storage));

    private void Put(params int[] days) => Array.ForEach(days, day => _memory.PutBackup(day));

    private static async Task<RotationResult> RotateAsync(EngineFixture engine, bool dryRun = false) =>
        Assert.Single(await engine.Rotation.RotateAsync("job", new RotateOptions { DryRun = dryRun }, TestContext.Current.CancellationToken));

    private static async Task<IEnumerable<double>> DaysLeftAsync(EngineFixture engine) =>
        (await engine.ListAsync()).Select(entry => (EngineFixture.Start - entry.Name.Time).TotalDays);
}
