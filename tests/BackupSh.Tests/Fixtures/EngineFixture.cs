using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Events;
using BackupSh.Options;
using BackupSh.Restore;
using BackupSh.Rotation;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Fixtures;

/// <summary>An engine with one source, any number of storages and one job, as a host would make it.</summary>
public sealed class EngineFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    // Real time: only a test that has failed waits so long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lazy<ServiceProvider> _services;
    private readonly Lazy<InMemoryStorage> _memory;
    private readonly List<(string Name, IBackupStorage Storage)> _storages = [];

    public EngineFixture()
    {
        _memory = new Lazy<InMemoryStorage>(() => new InMemoryStorage(Time) { Name = "memory" });
        _services = new Lazy<ServiceProvider>(Build);
    }

    public FakeTimeProvider Time { get; init; } = new WatchedClock(Start);

    public IBackupSource Source { get; set; } = new FakeSource { Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> shop.bin" } };

    public InMemoryStorage Memory => _memory.Value;

    public string JobName { get; set; } = "job";

    public Action<BackupJobOptions> Job { get; set; } = _ => { };

    public Action<IBackupShBuilder> Configure { get; set; } = _ => { };

    public RecordingObserver Observer { get; } = new();

    public FakeLogCollector Logs { get; } = new();

    public BackupRunner Runner => Get<BackupRunner>();

    public BackupCatalog Catalog => Get<BackupCatalog>();

    public BackupRestorer Restorer => Get<BackupRestorer>();

    public BackupVerifier Verifier => Get<BackupVerifier>();

    public RotationRunner Rotation => Get<RotationRunner>();

    /// <summary>Adds a storage to the job; without one, <see cref="Memory"/> is the only storage.</summary>
    public EngineFixture With(string name, IBackupStorage storage)
    {
        _storages.Add((name, storage));
        return this;
    }

    public T Get<T>()
        where T : notnull => _services.Value.GetRequiredService<T>();

    public Task<RunResult> RunAsync(RunOptions? options = null) => Runner.RunAsync(JobName, options, TestContext.Current.CancellationToken);

    public async Task<List<BackupEntry>> ListAsync(BackupQuery? query = null)
    {
        List<BackupEntry> entries = [];
        await foreach (BackupEntry entry in Catalog.ListAsync(query ?? BackupQuery.All, TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public async Task<List<CatalogProblem>> ProblemsAsync(string? storage = null)
    {
        List<CatalogProblem> problems = [];
        await foreach (CatalogProblem problem in Catalog.ListProblemsAsync(storage, TestContext.Current.CancellationToken))
        {
            problems.Add(problem);
        }

        return problems;
    }

    /// <summary>Lets time pass until something has happened: a step at a time, so that only what really waits runs out of it.</summary>
    public async Task PassTimeUntilAsync(Func<bool> happened, TimeSpan? step = null)
    {
        await UntilAsync(() =>
        {
            bool done = happened();
            Time.Advance(done ? TimeSpan.Zero : step ?? TimeSpan.FromSeconds(1));
            return done;
        });
    }

    /// <summary>Lets just as much time pass as a run may take to clean up.</summary>
    public async Task PassCleanupTimeoutAsync()
    {
        await BeQuietAsync();
        Time.Advance(BackupJobOptions.DefaultCleanupTimeout);
    }

    // Who works makes timers: when none was made for a while, all wait for time to pass.
    private async Task BeQuietAsync()
    {
        WatchedClock clock = (WatchedClock)Time;
        (int timers, long since) = (clock.Timers, TimeProvider.System.GetTimestamp());
        await UntilAsync(() =>
        {
            if (clock.Timers != timers)
            {
                (timers, since) = (clock.Timers, TimeProvider.System.GetTimestamp());
            }

            return TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromMilliseconds(100);
        });
    }

    /// <summary>Lets a step of time pass, and waits until somebody who waited for it waits anew.</summary>
    public async Task PassTimeAsync(TimeSpan step)
    {
        WatchedClock clock = (WatchedClock)Time;
        int before = clock.Timers;
        clock.Advance(step);
        await UntilAsync(() => clock.Timers > before);
    }

    /// <summary>Lets just as much time pass as it takes to leave a storage behind that a dump waits for.</summary>
    public async Task PassStallTimeoutAsync()
    {
        await BeQuietAsync();
        for (int i = 0; i < 4; i++)
        {
            await PassTimeAsync(BackupJobOptions.DefaultStallTimeout / 4);
        }
    }

    /// <summary>Waits, without time passing, until something has happened.</summary>
    public static async Task UntilAsync(Func<bool> happened)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!happened())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "What the test waits for does not happen.");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_services.IsValueCreated)
        {
            await _services.Value.DisposeAsync();
        }
    }

    private ServiceProvider Build()
    {
        if (_storages.Count == 0)
        {
            _storages.Add(("memory", Memory));
        }

        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FakeLoggerProvider(Logs)));
        services.AddSingleton<IBackupObserver>(Observer);
        IBackupShBuilder builder = services.AddBackupSh().AddSource("shop", _ => Source);
        foreach ((string name, IBackupStorage storage) in _storages)
        {
            builder.AddStorage(name, _ => storage);
        }

        builder.AddJob(JobName, job =>
        {
            job.Source = "shop";
            job.Storages = [.. _storages.Select(storage => (JobStorageOptions)storage.Name)];
            Job(job);
        });
        Configure(builder);
        return services.BuildServiceProvider();
    }
}
