using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Store;
using BackupSh.Catalog.Sync;
using BackupSh.Checks;
using BackupSh.Configuration;
using BackupSh.Encryption;
using BackupSh.Events;
using BackupSh.Jobs;
using BackupSh.Restore;
using BackupSh.Rotation;
using BackupSh.Scheduling;
using BackupSh.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.DependencyInjection;

/// <summary>Registers what a host uses: the runner, the restorer, the verifier, the catalog, the rotation and the check.</summary>
internal static class EngineServices
{
    internal static void AddEngine(this IServiceCollection services)
    {
        services.TryAddSingleton(static provider => provider.GetRequiredService<EngineConfiguration>().CreateCatalog(provider));
        services.TryAddSingleton(CreateEngine);
        services.TryAddSingleton(static provider => new BackupRunner(provider.GetRequiredService<Engine>()));
        services.TryAddSingleton(static provider => new RotationRunner(provider.GetRequiredService<Engine>()));
        services.TryAddSingleton(static provider => new BackupCatalog(provider.GetRequiredService<Engine>()));
        services.TryAddSingleton(static provider => new BackupHistory(provider.GetRequiredService<CatalogStore>()));
        services.TryAddSingleton(static provider => new CatalogSync(provider.GetRequiredService<Engine>()));
        services.TryAddSingleton(static provider =>
            new BackupVerifier(provider.GetRequiredService<Engine>(), provider.GetRequiredService<BackupCatalog>()));
        services.TryAddSingleton(static provider => new BackupRestorer(
            provider.GetRequiredService<Engine>(), provider.GetRequiredService<BackupCatalog>(), provider.GetServices<IRestoreHook>()));
        services.TryAddSingleton(static provider => new EngineCheck(provider.GetRequiredService<Engine>));
        services.AddJobs();
    }

    private static void AddJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new WakeSignal(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new ScheduleRecords(
            provider.GetRequiredService<CatalogStore>(),
            provider.GetRequiredService<TimeProvider>(),
            Logger(provider),
            provider.GetRequiredService<EngineConfiguration>().Scheduler.LeaseDuration));
        services.TryAddSingleton(static provider => new CatalogHome(provider.GetRequiredService<CatalogStore>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new RunTimeJobReading(
            provider.GetRequiredService<EngineConfiguration>(),
            provider.GetRequiredService<ComponentRegistry>(),
            provider.GetRequiredService<TimeProvider>(),
            new JobSecrets([.. Protections(provider)])));
        services.TryAddSingleton(static provider => new JobDirectory(
            provider.GetRequiredService<EngineConfiguration>(),
            provider.GetRequiredService<CatalogStore>(),
            provider.GetRequiredService<RunTimeJobReading>()));
        services.TryAddSingleton(static provider => new BackupJobs(
            provider.GetRequiredService<Engine>(),
            provider.GetRequiredService<CatalogStore>(),
            provider.GetRequiredService<RunTimeJobReading>(),
            provider.GetRequiredService<ScheduleRecords>(),
            provider.GetRequiredService<CatalogHome>(),
            provider.GetRequiredService<WakeSignal>()));
    }

    private static IEnumerable<SecretProtection> Protections(IServiceProvider provider) =>
        provider.GetRequiredService<EngineConfiguration>().StoredSecretsKey is { } key
            ? provider.GetServices<SecretProtection>().Append(KeyProtection.Create(key))
            : provider.GetServices<SecretProtection>();

    // Hosts without logging work.
    private static ILogger Logger(IServiceProvider provider) =>
        (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("BackupSh");

    private static Engine CreateEngine(IServiceProvider provider)
    {
        EngineConfiguration configuration = provider.GetRequiredService<EngineConfiguration>();
        ComponentRegistry components = provider.GetRequiredService<ComponentRegistry>();
        LockAbility.Require(configuration, components);
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        JobDirectory jobs = provider.GetRequiredService<JobDirectory>();
        ILogger logger = Logger(provider);
        CatalogStore store = provider.GetRequiredService<CatalogStore>();
        HistoryWriter history = new(store, time, logger);
        EventPublisher events = new(provider.GetServices<IBackupObserver>(), time, logger) { Told = history.NotifiedAsync };
        JobEncryptors encryption = new(configuration, jobs, components, time);
        return new Engine(configuration, jobs, components, encryption, events, store, history, time, logger);
    }
}
