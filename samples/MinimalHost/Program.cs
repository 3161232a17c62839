// Backs up 'shop.db' of the working directory into its folder 'backups', encrypted with the passphrase in the environment
// variable BACKUPSH_PASSPHRASE.
using BackupSh;
using BackupSh.Backups;
using BackupSh.Rotation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);

builder.Services.AddBackupSh()
    .AddSqliteSource("shop", source => source.ConnectionString = "Data Source=shop.db")
    .AddFileSystemStorage("nas", storage => storage.Directory = "backups")
    .AddJob("nightly", job =>
    {
        job.Source = "shop";
        job.Storages = ["nas"];
        job.Encryption.Passphrase = Secret.FromEnvironment("BACKUPSH_PASSPHRASE");
        job.Rotation.Daily = RotationRule.Limited(7);
        job.Rotation.Monthly = RotationRule.Unlimited;
    });

using IHost host = builder.Build();
RunResult run = await host.Services.GetRequiredService<BackupRunner>().RunAsync("nightly");
run.EnsureSucceeded();
