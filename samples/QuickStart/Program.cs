using BackupSh.Rotation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuickStart;

string folder = Directory.CreateTempSubdirectory("backupsh-quickstart-").FullName;
string passphraseFile = Path.Combine(folder, "passphrase.txt");
await File.WriteAllTextAsync(passphraseFile, Guid.NewGuid().ToString("N"));

BankDatabase bank = new(Path.Combine(folder, "bank.db"));
bank.Create();

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton(bank);
builder.Services.AddSingleton<MoneyMover>();
builder.Services.AddSingleton<Tour>();
builder.Services.AddHostedService(services => services.GetRequiredService<MoneyMover>());

// This is all that an application needs for backups.
builder.Services.AddBackupSh()
    .AddSqliteSource("bank", source => source.ConnectionString = bank.ConnectionString)
    .AddFileSystemStorage("disk", storage => storage.Directory = Path.Combine(folder, "backups"))
    .AddJob("nightly", job =>
    {
        job.Source = "bank";
        job.Storages = ["disk"];
        job.Encryption.Passphrase = BackupSh.Secret.FromFile(passphraseFile);
        job.Rotation.Hourly = RotationRule.Limited(1);
        job.Rotation.AfterEachRun = false; // so that this tour can show both backups before it rotates
    });

using IHost host = builder.Build();
await host.StartAsync();
int exitCode = await host.Services.GetRequiredService<Tour>().RunAsync(folder);
await host.StopAsync();
return exitCode;
