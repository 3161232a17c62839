using BackupSh;
using BackupSh.Backups;
using BackupSh.Configuration;
using BackupSh.Options;
using BackupSh.Scheduling;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the scheduler.</summary>
public static class SchedulerBackupShBuilderExtensions
{
    /// <summary>Runs jobs by their schedules while the host runs.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Runs after the section <c>Scheduler</c> was read, so code wins; or <see langword="null"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>A hosted service. It throws nothing into the host while it runs; a run that fails is logged, and observers are
    /// told. When the host stops, runs are cancelled and clean up within the host's time; the next start makes up for them.</remarks>
    public static IBackupShBuilder AddScheduler(this IBackupShBuilder builder, Action<SchedulerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.TryAddSingleton<SchedulerRegistration>();
        services.TryAddSingleton<StartRun>(static provider => provider.GetRequiredService<BackupRunner>().RunJobAsync);
        services.TryAddSingleton(static provider => new ScheduledRunner(
            provider.GetRequiredService<Engine>(),
            provider.GetRequiredService<StartRun>(),
            provider.GetRequiredService<ScheduleRecords>(),
            provider.GetRequiredService<WakeSignal>()));
        services.TryAddSingleton(static provider => new Scheduler(
            provider.GetRequiredService<Engine>(),
            provider.GetRequiredService<ScheduleRecords>(),
            provider.GetRequiredService<CatalogHome>(),
            provider.GetRequiredService<ScheduledRunner>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SchedulerService>(static provider => new SchedulerService(
            provider.GetRequiredService<Engine>,
            provider.GetRequiredService<Scheduler>,
            provider.GetRequiredService<ScheduledRunner>,
            provider.GetRequiredService<WakeSignal>())));
        return configure is null ? builder : builder.Configure(options => configure(options.Scheduler));
    }
}
