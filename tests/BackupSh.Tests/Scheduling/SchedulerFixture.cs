using BackupSh.Backups;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Store;
using BackupSh.Events;
using BackupSh.Jobs;
using BackupSh.Options;
using BackupSh.Scheduling;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Scheduling;

/// <summary>A node with a scheduler that looks when the test says so. Several share a clock, a catalog and a storage.</summary>
internal sealed class SchedulerFixture : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _services;

    internal SchedulerFixture() => _services = new Lazy<ServiceProvider>(Build);

    internal FakeTimeProvider Time { get; init; } = new(new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));

    internal CatalogStore? Store { get; init; }

    internal IBackupStorage? Storage { get; init; }

    internal IBackupSource Source { get; init; } = new FakeSource();

    internal Action<BackupJobOptions> Job { get; init; } = job => job.Schedule = "0 3 * * *";

    /// <summary>Gets what stands for a run, or null for true ones.</summary>
    internal StartRun? Run { get; init; }

    internal Action<SchedulerOptions> Scheduler { get; init; } = _ => { };

    internal Action<IBackupShBuilder> Configure { get; init; } = _ => { };

    internal RunRecorder Runs { get; } = new();

    internal FakeLogCollector Logs { get; } = new();

    internal BackupJobs Jobs => Get<BackupJobs>();

    internal IHostedService Service => Get<IHostedService>();

    internal T Get<T>()
        where T : notnull => _services.Value.GetRequiredService<T>();

    internal async Task<IReadOnlyList<PassedDueTimes>> PassedAsync() =>
        await Get<BackupHistory>().ListPassedDueTimesAsync("nightly", cancellationToken: TestContext.Current.CancellationToken).ToListAsync();

    internal async Task<IReadOnlyList<RunRecord>> HistoryAsync() =>
        await Get<BackupHistory>().ListRunsAsync("nightly", cancellationToken: TestContext.Current.CancellationToken).ToListAsync();

    /// <summary>A run that ends when the gate opens, whatever its token says.</summary>
    internal static StartRun Held(Task gate, out Func<int> started)
    {
        int count = 0;
        started = () => Volatile.Read(ref count);
        return async (job, _, runId, _) =>
        {
            Interlocked.Increment(ref count);
            await gate;
            return new RunResult(runId, job.Name, RunStatus.Succeeded, [], TimeSpan.Zero);
        };
    }

    /// <summary>Looks until nothing is to be done at this moment.</summary>
    internal async Task<DateTimeOffset> SettleAsync()
    {
        Scheduler scheduler = Get<Scheduler>();
        while (true)
        {
            DateTimeOffset next = await scheduler.LookAsync(TestContext.Current.CancellationToken);
            if (next > Time.GetUtcNow() && scheduler.IsIdle)
            {
                return next;
            }

            await scheduler.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Goes to a moment, and settles there.</summary>
    internal Task<DateTimeOffset> SettleAtAsync(DateTimeOffset moment)
    {
        Time.SetUtcNow(moment);
        return SettleAsync();
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
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new FakeLoggerProvider(Logs)));
        services.AddSingleton<IBackupObserver>(Runs);
        if (Store is not null)
        {
            services.AddSingleton(Store);
        }

        if (Run is not null)
        {
            services.AddSingleton(Run);
        }

        IBackupStorage storage = Storage ?? new InMemoryStorage(Time);
        IBackupShBuilder builder = services.AddBackupSh()
            .AddSource("shop", _ => Source)
            .AddStorage("nas", _ => storage)
            .AddJob("nightly", job =>
            {
                job.Source = "shop";
                job.Storages = ["nas"];
                Job(job);
            })
            .AddScheduler(Scheduler);
        Configure(builder);
        return services.BuildServiceProvider();
    }

    /// <summary>Remembers what the engine tells of runs.</summary>
    internal sealed class RunRecorder : IBackupObserver
    {
        private readonly Lock _lock = new();
        private readonly List<BackupEvent> _events = [];

        internal List<BackupEvent> Events
        {
            get
            {
                lock (_lock)
                {
                    return [.. _events];
                }
            }
        }

        internal List<DateTimeOffset> Started => [.. Events.OfType<RunStarted>().Select(started => started.Time)];

        public ValueTask OnEventAsync(BackupEvent backupEvent, CancellationToken cancellationToken = default)
        {
            lock (_lock)
            {
                _events.Add(backupEvent);
            }

            return ValueTask.CompletedTask;
        }
    }
}
