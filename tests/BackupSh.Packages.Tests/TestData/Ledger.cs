using BackupSh;
using BackupSh.Backups;
using BackupSh.Restore;
using BackupSh.Rotation;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using (SqliteConnection database = new("Data Source=ledger.db;Pooling=false"))
{
    database.Open();
    using SqliteCommand fill = database.CreateCommand();
    fill.CommandText = """
        CREATE TABLE entries (amount INTEGER NOT NULL);
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
        INSERT INTO entries SELECT n FROM numbers;
        """;
    fill.ExecuteNonQuery();
}

Environment.SetEnvironmentVariable("LEDGER_PASSPHRASE", Guid.NewGuid().ToString("N"));

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddBackupSh()
    .AddSqliteSource("ledger", source => source.ConnectionString = "Data Source=ledger.db")
    .AddFileSystemStorage("disk", storage => storage.Directory = "backups")
    .AddJob("nightly", job =>
    {
        job.Source = "ledger";
        job.Storages = ["disk"];
        job.Encryption.Passphrase = Secret.FromEnvironment("LEDGER_PASSPHRASE");
        job.Rotation.Daily = RotationRule.Limited(7);
    });

using IHost host = builder.Build();
await host.StartAsync();

RunResult run = await host.Services.GetRequiredService<BackupRunner>().RunAsync("nightly");
Console.WriteLine(run.Status);

IReadOnlyList<VerificationResult> verified = await host.Services.GetRequiredService<BackupVerifier>().VerifyAsync("latest:ledger");
Console.WriteLine(verified[0].Status);

await host.Services.GetRequiredService<BackupRestorer>().RestoreAsync("latest:ledger", new RestoreOptions { Target = "restored.db" });
using (SqliteConnection database = new("Data Source=restored.db;Pooling=false"))
{
    database.Open();
    using SqliteCommand sum = database.CreateCommand();
    sum.CommandText = "SELECT count(*) || ' rows, ' || sum(amount) FROM entries";
    Console.WriteLine($"restored {sum.ExecuteScalar()}");
}

await host.StopAsync();
