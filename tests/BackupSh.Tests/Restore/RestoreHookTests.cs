using BackupSh.Events;
using BackupSh.Restore;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Restore;

public sealed class RestoreHookTests
{
    private readonly List<string> _calls = [];
    private RestoreHookContext? _context;

    [Fact]
    public async Task RestoreAsync_SeveralHooks_RunInOrderBeforeAnythingAppears()
    {
        await using EngineFixture engine = Engine(new Hook(this, "first"), new Hook(this, "second"));
        (await engine.RunAsync()).EnsureSucceeded();

        RestoreResult restored = await engine.RestoreAsync();

        Assert.Equal(["first, 0 restored", "second, 0 restored"], _calls);
        Assert.Equal(new RestoreHookContext("shop.2026-11-24_03-00-00", "fake", "copy", "copy"), _context);
        BackupRestored told = Assert.Single(engine.Observer.Events.OfType<BackupRestored>());
        Assert.Equal((restored.Backup, restored.Storage, "copy"), (told.Backup, told.Storage, told.Target));
    }

    [Fact]
    public async Task RestoreAsync_HookThrows_NothingAppearsAndNobodyIsToldOtherwise()
    {
        await using EngineFixture engine = Engine(new Hook(this, "first", new TimeoutException("no answer")), new Hook(this, "second"));
        (await engine.RunAsync()).EnsureSucceeded();

        Assert.Equal("no answer", (await Assert.ThrowsAsync<TimeoutException>(() => engine.RestoreAsync())).Message);

        Assert.Equal(["first, 0 restored"], _calls);
        Assert.Empty(Restoring.Source(engine).Restores);
        Assert.DoesNotContain(engine.Observer.Events, told => told is BackupRestored);
    }

    [Fact]
    public async Task RestoreAsync_Damaged_RunsNoHook()
    {
        await using EngineFixture engine = Engine(new Hook(this, "first"));
        (await engine.RunAsync()).EnsureSucceeded();
        string archive = engine.Memory.Names[0];
        engine.Memory.Put(archive, Restoring.Flip(engine.Memory.GetContent(archive), 200));

        await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync());

        Assert.Empty(_calls);
    }

    [Fact]
    public async Task RestoreAsync_RealDatabase_HookSeesItStagedAndMayChangeIt()
    {
        using SqliteHost host = await SqliteHost.CreateAsync("shop", configureServices: services => services.AddSingleton<IRestoreHook>(
            new StagedHook(async staged => await SqliteHost.QueryAsync(staged, "DELETE FROM goods WHERE name = 'tea'"))));
        await host.BackUpAsync();

        RestoreResult restored = await host.RestoreAsync();

        Assert.Equal("bänke", await SqliteHost.QueryAsync(restored.Target, "SELECT name FROM goods"));
    }

    [Fact]
    public async Task RestoreAsync_RealDatabaseAndHookThrows_LeavesNoFile()
    {
        using SqliteHost host = await SqliteHost.CreateAsync("shop", configureServices: services => services.AddSingleton<IRestoreHook>(
            new StagedHook(_ => throw new InvalidOperationException("not today"))));
        await host.BackUpAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.RestoreAsync());

        Assert.Empty(Directory.GetFileSystemEntries(host.RestoreDirectory));
    }

    private static EngineFixture Engine(params Hook[] hooks)
    {
        EngineFixture engine = new()
        {
            Configure = builder =>
            {
                foreach (Hook hook in hooks)
                {
                    builder.Services.AddSingleton<IRestoreHook>(hook);
                }
            },
        };
        foreach (Hook hook in hooks)
        {
            hook.Source = (FakeSource)engine.Source;
        }

        return engine;
    }

    private sealed class Hook(RestoreHookTests test, string name, Exception? failure = null) : IRestoreHook
    {
        public FakeSource? Source { get; set; }

        public Task BeforePublishAsync(RestoreHookContext context, CancellationToken cancellationToken = default)
        {
            test._calls.Add($"{name}, {Source!.Restores.Count} restored");
            test._context = context;
            return failure is null ? Task.CompletedTask : Task.FromException(failure);
        }
    }

    private sealed class StagedHook(Func<string, Task> run) : IRestoreHook
    {
        public Task BeforePublishAsync(RestoreHookContext context, CancellationToken cancellationToken = default)
        {
            Assert.True(File.Exists(context.StagedTarget));
            Assert.False(File.Exists(context.FinalTarget));
            return run(context.StagedTarget);
        }
    }
}
