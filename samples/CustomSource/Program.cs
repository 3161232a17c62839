using BackupSh;
using BackupSh.Backups;
using BackupSh.Restore;
using CustomSource;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

string folder = Directory.CreateTempSubdirectory("backupsh-custom-source-").FullName;
try
{
    KeyValueStore store = new();
    store.Set("settings", "theme", "dark");
    store.Set("settings", "mail", "on");
    store.Set("sessions", "42", "ada");

    HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
    builder.Logging.SetMinimumLevel(LogLevel.Error);
    builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["BackupSh:Sources:settings:Type"] = "KeyValue",
        ["BackupSh:Sources:settings:Database"] = "settings",
    });
    builder.Services.AddSingleton(store);

    builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
        .AddSourceType(KeyValueSourceType.Instance) // "Type": "KeyValue" in the configuration
        .AddSource("sessions", KeyValueSourceType.Instance, source => source.Database = "sessions") // the same in code
        .AddObserver<ConsoleObserver>()
        .AddRestoreHook<MailOff>()
        .AddFileSystemStorage("disk", storage => storage.Directory = Path.Combine(folder, "backups"))
        .AddJob("settings", job => (job.Source, job.Storages) = ("settings", ["disk"]))
        .AddJob("sessions", job => (job.Source, job.Storages) = ("sessions", ["disk"]));

    using IHost host = builder.Build();
    await host.StartAsync();

    BackupRunner runner = host.Services.GetRequiredService<BackupRunner>();
    foreach (string job in (string[])["settings", "sessions"])
    {
        RunResult run = await runner.RunAsync(job);
        run.EnsureSucceeded();
    }

    store.Set("settings", "theme", "light"); // after the backup
    RestoreResult restored = await host.Services.GetRequiredService<BackupRestorer>().RestoreAsync("latest:settings", new RestoreOptions { Target = "settings-yesterday" });
    Console.WriteLine($"'{restored.Target}' has {string.Join(", ", store.Find(restored.Target)!)}; 'settings' has {string.Join(", ", store.Find("settings")!)}.");
    await host.StopAsync();
    return 0;
}
catch (BackupShException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
