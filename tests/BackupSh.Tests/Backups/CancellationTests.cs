using BackupSh.Backups;
using BackupSh.Events;
using BackupSh.Rotation;
using BackupSh.Sources;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Backups;

/// <summary>A run can be cancelled at any moment; it ends only after it has cleaned up, and not later than it may.</summary>
public sealed class CancellationTests
{
    private const string Archive = "shop.2026-11-24_03-00-00.bin.zst";
    private const string Info = "shop.2026-11-24_03-00-00.info";

    [Fact]
    public async Task RunAsync_CancelledBefore_AsksNoStorageAndTellsObservers()
    {
        await using EngineFixture engine = new();
        FaultyStorage storage = new(engine.Memory);
        engine.With("memory", storage);

        await Assert.ThrowsAsync<OperationCanceledException>(() => engine.Runner.RunAsync("job", null, new CancellationToken(canceled: true)));

        Assert.Empty(engine.Memory.Names);
        Assert.IsType<RunCancelled>(engine.Observer.Events[^1]);
    }

    [Theory]
    [InlineData(StorageOperation.Upload, "shop.2026-11-24_03-00-00.claim")]
    [InlineData(StorageOperation.List, "shop.2026-11-24_03-00-00.")]
    [InlineData(StorageOperation.Upload, Archive)]
    [InlineData(StorageOperation.List, Archive)]
    [InlineData(StorageOperation.Upload, Info)]
    [InlineData(StorageOperation.OpenRead, Info)]
    public async Task RunAsync_CancelledInACall_LeavesNothing(StorageOperation operation, string name)
    {
        foreach (bool afterwards in new[] { false, true })
        {
            using CancellationTokenSource source = new();
            await using EngineFixture engine = new();
            StorageFault fault = new FaultyStorage(engine.Memory).On(operation).Named(name).Call(1);
            FaultyStorage storage = (afterwards ? fault.AfterIsApplied() : fault).Hang();
            engine.With("memory", storage);

            Task<RunResult> run = engine.Runner.RunAsync("job", null, source.Token);
            await EngineFixture.UntilAsync(() => storage.Calls.Any(call => call.ToString() == $"{operation} {name}"));
            await source.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
            Assert.Empty(engine.Memory.Names);
            Assert.Single(engine.Observer.Events.OfType<RunCancelled>());
            Assert.Empty(engine.Observer.Events.OfType<BackupCommitted>());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(1000)]
    public async Task RunAsync_CancelledWhileTheSourceWrites_LeavesNothing(long position)
    {
        using CancellationTokenSource source = new();
        await using EngineFixture engine = new()
        {
            Source = new FakeSource { WaitAtByte = position, Gate = new TaskCompletionSource().Task, Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> x" } },
        };
        FaultyStorage storage = new(engine.Memory);
        engine.With("memory", storage);

        Task<RunResult> run = engine.Runner.RunAsync("job", null, source.Token);
        await EngineFixture.UntilAsync(() => storage.Calls.Any(call => call.ToString() == "Upload " + Archive));
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(engine.Memory.Names);
        Assert.IsType<RunCancelled>(engine.Observer.Events[^1]);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileAStorageHangsForEver_EndsAfterTheCleanupTime()
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource never = new();
        await using EngineFixture engine = new();
        InMemoryStorage good = new(engine.Time);
        StubbornStorage stubborn = new(engine.Memory, never.Task, name => name == Archive);
        engine.With("good", good).With("stubborn", stubborn);
        Task<RunResult> run = engine.Runner.RunAsync("job", null, source.Token);
        await EngineFixture.UntilAsync(() => stubborn.IsHolding && good.Contains(Archive));

        await source.CancelAsync();
        await engine.PassCleanupTimeoutAsync();

        // No more time passes: whoever took longer would never end.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(good.Names);
        never.SetResult();
    }

    [Fact]
    public async Task RunAsync_InfoFileLandsAfterTheRunHasEnded_FindsItsArchive()
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource late = new();
        await using EngineFixture engine = new();
        StubbornStorage stubborn = new(engine.Memory, late.Task, name => name == Info);
        engine.With("stubborn", stubborn);
        Task<RunResult> run = engine.Runner.RunAsync("job", null, source.Token);
        await EngineFixture.UntilAsync(() => stubborn.IsHolding);

        await source.CancelAsync();
        await engine.PassTimeUntilAsync(() => run.IsCompleted);
        late.SetResult();
        await EngineFixture.UntilAsync(() => engine.Memory.Contains(Info));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Contains(Archive, engine.Memory.Names);
        Assert.Single(await engine.ListAsync());
    }

    [Fact]
    public async Task RunAsync_CancelledWhenOneStorageHasCommitted_TellsWhatStands()
    {
        using CancellationTokenSource source = new();
        await using EngineFixture engine = new();
        InMemoryStorage done = new(engine.Time);
        FaultyStorage waiting = new FaultyStorage(engine.Memory).On(StorageOperation.Upload).Named(Info).Hang();
        engine.With("done", done).With("waiting", waiting);
        Task<RunResult> run = engine.Runner.RunAsync("job", null, source.Token);
        await EngineFixture.UntilAsync(() => done.Contains(Info) && waiting.Calls.Any(call => call.ToString() == "Upload " + Info));

        await source.CancelAsync();
        RunResult? result = await TryAsync(run);

        if (result is null)
        {
            Assert.Empty(done.Names); // cancelled before the read-back: then nothing stands
            return;
        }

        Assert.Equal(RunStatus.PartiallySucceeded, result.Status);
        Assert.Equal("BSH0518", result.Backups[0].Outcomes[1].Error!.Code);
        Assert.Single(engine.Observer.Events.OfType<BackupCommitted>());
        Assert.Empty(engine.Memory.Names);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileRotating_KeepsTheBackupAndTellsIt()
    {
        using CancellationTokenSource source = new();
        await using EngineFixture engine = new() { Job = job => job.Rotation.Daily = RotationRule.Limited(1) };
        FaultyStorage storage = new(engine.Memory);
        engine.With("memory", storage);
        (await engine.RunAsync()).EnsureSucceeded();
        engine.Time.Advance(TimeSpan.FromDays(1));
        storage.On(StorageOperation.Delete).Named(Info).Hang();

        Task<RunResult> run = engine.Runner.RunAsync("job", null, source.Token);
        await EngineFixture.UntilAsync(() => storage.Calls.Any(call => call.ToString() == "Delete " + Info));
        await source.CancelAsync();
        RunResult result = await run;

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Equal("BSH0531", result.Backups[0].Outcomes[0].Rotation!.Error!.Code);
        Assert.Equal(2, (await engine.ListAsync()).Count);
        Assert.Single(engine.Observer.Events.OfType<RotationEnded>(), ended => ended.Error is not null);
    }

    private static async Task<RunResult?> TryAsync(Task<RunResult> run)
    {
        try
        {
            return await run;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
