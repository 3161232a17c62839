using BackupSh;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Restore;
using CustomStorage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

string folder = Directory.CreateTempSubdirectory("backupsh-custom-storage-").FullName;
string shop = Path.Combine(folder, "shop.db");
string vault = Path.Combine(folder, "vault.db");
string spare = Path.Combine(folder, "spare.db");
try
{
    Ask(shop, "PRAGMA journal_mode = WAL; CREATE TABLE item (name TEXT); INSERT INTO item VALUES ('apple'), ('pear')");
    TableDatabase.Create(vault);
    TableDatabase.Create(spare);

    HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
    builder.Logging.SetMinimumLevel(LogLevel.Error);
    builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["BackupSh:Storages:vault:Type"] = "Table",
        ["BackupSh:Storages:vault:File"] = vault,
    });

    builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
        .AddSqliteSource("shop", source => source.ConnectionString = $"Data Source={shop}")
        .AddStorageType(TableStorageType.Instance) // "Type": "Table" in the configuration
        .AddStorage("spare", TableStorageType.Instance, storage => storage.File = spare) // the same in code
        .AddJob("nightly", job =>
        {
            job.Source = "shop";
            job.Storages = ["vault", "spare"];
        });

    using IHost host = builder.Build();
    await host.StartAsync();

    RunResult run = await host.Services.GetRequiredService<BackupRunner>().RunAsync("nightly");
    run.EnsureSucceeded();
    await foreach (BackupEntry entry in host.Services.GetRequiredService<BackupCatalog>().ListAsync(BackupQuery.All))
    {
        VerificationResult verified = await host.Services.GetRequiredService<BackupVerifier>().VerifyCopyAsync(entry);
        Console.WriteLine($"{entry.Name} in '{entry.Storage}': {entry.ArchiveBytes} bytes, {verified.Status}");
    }

    string target = Path.Combine(folder, "restored.db");
    RestoreResult restored = await host.Services.GetRequiredService<BackupRestorer>().RestoreAsync("latest:shop", new RestoreOptions { Target = target });
    Console.WriteLine($"Restored from '{restored.Storage}': {Ask(target, "SELECT group_concat(name, ' and ') FROM item")}.");
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

static object? Ask(string file, string sql)
{
    using SqliteConnection connection = new($"Data Source={file};Pooling=False");
    connection.Open();
    using SqliteCommand command = connection.CreateCommand();
    command.CommandText = sql;
    return command.ExecuteScalar();
}
