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
    store.Set("settings", "language", "en");
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
        Console.WriteLine($"Backed up: {run.Backups[0].Archive}, {run.Backups[0].PlaintextBytes} bytes of JSON.");
    }

    store.Set("settings", "theme", "light"); // after the backup
    RestoreResult restored = await host.Services.GetRequiredService<BackupRestorer>().RestoreAsync("latest:settings", new RestoreOptions { Target = "settings-yesterday" });
    Console.WriteLine($"Restored '{restored.Target}': theme is {store.Find(restored.Target)!["theme"]}; in 'settings' it is {store.Find("settings")!["theme"]}.");
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
