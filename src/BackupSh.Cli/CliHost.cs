using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Sync;
using BackupSh.Checks;
using BackupSh.Cli.Configuration;
using BackupSh.Cli.Output;
using BackupSh.Jobs;
using BackupSh.Options;
using BackupSh.Restore;
using BackupSh.Rotation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackupSh.Cli;

/// <summary>The engine with everything that a configuration file may name.</summary>
internal sealed class CliHost : IAsyncDisposable
{
    // The tool is started in several ways; its backups belong to one instance all the same.
    private const string DefaultInstance = "backupsh";

    private readonly ServiceProvider _services;

    private CliHost(ServiceProvider services, IReadOnlyList<string> storages)
    {
        _services = services;
        Storages = storages;
    }

    /// <summary>Gets the names of the storages that the configuration has.</summary>
    internal IReadOnlyList<string> Storages { get; }

    internal BackupRunner Runner => _services.GetRequiredService<BackupRunner>();

    internal BackupCatalog Catalog => _services.GetRequiredService<BackupCatalog>();

    internal BackupVerifier Verifier => _services.GetRequiredService<BackupVerifier>();

    internal BackupRestorer Restorer => _services.GetRequiredService<BackupRestorer>();

    internal EngineCheck Check => _services.GetRequiredService<EngineCheck>();

    internal CatalogSync Sync => _services.GetRequiredService<CatalogSync>();

    internal BackupHistory History => _services.GetRequiredService<BackupHistory>();

    internal BackupJobs Jobs => _services.GetRequiredService<BackupJobs>();

    internal IHostedService Scheduler => _services.GetServices<IHostedService>().Single();

    /// <summary>Gets how schedules are run, with what the configuration says; known when the engine is.</summary>
    internal SchedulerOptions? SchedulerOptions { get; private set; }

    internal RotationRunner Rotation => _services.GetRequiredService<RotationRunner>();

    /// <summary>Puts the engine together. Nothing is contacted; a fault of the configuration shows on first use.</summary>
    internal static CliHost Create(ConfigurationFile file, StandardError error, bool verbose, TimeProvider time, HostUse use = HostUse.Command)
    {
        ServiceCollection services = new();
        services.AddSingleton(time);
        StandardErrorLoggerProvider logs = new(error, verbose, isDiary: use == HostUse.Serve);
        services.AddLogging(logging => logging.SetMinimumLevel(logs.Level).AddProvider(logs));
        IBackupShBuilder builder = services.AddBackupSh(file.Section, file.Folder)
            .Configure(options => options.Instance ??= DefaultInstance)
            .AddSqliteSourceType()
            .AddPostgreSqlSourceType()
            .AddAwkhadDatabaseSourceType()
            .AddS3StorageType()
            .AddDropboxStorageType()
            .AddGoogleDriveStorageType()
            .AddSqliteCatalogType()
            .AddPostgreSqlCatalogType()
            .AddDefaultCatalog(file, mayForget: use == HostUse.Command);
        CliHost? host = null;
        if (use == HostUse.Serve)
        {
            builder.AddScheduler(options => host!.SchedulerOptions = options);
        }

        host = new CliHost(services.BuildServiceProvider(), file.NamesUnder("Storages"));
        return host;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
