using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Store;
using BackupSh.Jobs;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BackupSh.Tests.Scheduling;

/// <summary>A host that a tool builds to look at its services, as <c>dotnet ef</c> does, and never starts.</summary>
public sealed class BuiltHostTests
{
    private static readonly DateTimeOffset Due = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Build_NeverStarted_StartsNothing()
    {
        WatchedClock time = new(Due.AddHours(-1));
        FaultyStorage storage = new(new InMemoryStorage());
        using InMemoryCatalogStore store = new();
        using IHost host = Build(time, storage, store);
        _ = host.Services.GetServices<IHostedService>().ToArray();
        _ = host.Services.GetRequiredService<BackupRunner>();
        _ = host.Services.GetRequiredService<BackupCatalog>();
        _ = host.Services.GetRequiredService<BackupHistory>();
        _ = host.Services.GetRequiredService<BackupJobs>();

        time.SetUtcNow(Due.AddDays(1));

        Assert.Equal(0, time.Timers); // nothing waits for anything either
        Assert.Empty(storage.Calls);
        foreach (CatalogRecordKind kind in Enum.GetValues<CatalogRecordKind>())
        {
            Assert.Empty(await store.ListAsync(new CatalogQuery { Kind = kind }, Token).ToListAsync(Token));
        }
    }

    [Fact]
    public async Task Start_TheSameHost_StartsItsScheduler()
    {
        WatchedClock time = new(Due.AddHours(-1));
        using InMemoryCatalogStore store = new();
        using IHost host = Build(time, new FaultyStorage(new InMemoryStorage()), store);

        await host.StartAsync(Token);
        await EngineFixture.UntilAsync(() => time.Timers > 0);
        await host.StopAsync(Token);

        Assert.NotNull(await store.FindAsync(CatalogRecordKind.Schedule, "nightly", "state", Token));
    }

    private static IHost Build(TimeProvider time, FaultyStorage storage, CatalogStore store)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(store);
        builder.Services.AddBackupSh()
            .AddSource("shop", _ => new FakeSource())
            .AddStorage("nas", _ => storage)
            .AddJob("nightly", job => (job.Source, job.Storages, job.Schedule) = ("shop", ["nas"], "0 3 * * *"))
            .AddScheduler();
        return builder.Build();
    }
}
