using BackupSh;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Restore;
using BackupSh.Rotation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>Blocks of <c>docs/getting-started.md</c>.</summary>
internal static class GettingStarted
{
    internal static async Task AddAndStartAsync(string[] args)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);

        builder.Services.AddBackupSh()
            .AddSqliteSource("shop", source => source.ConnectionString = "Data Source=shop.db")
            .AddFileSystemStorage("nas", storage => storage.Directory = "/mnt/backups")
            .AddJob("nightly", job =>
            {
                job.Source = "shop";
                job.Storages = ["nas"];
                job.Encryption.Passphrase = Secret.FromEnvironment("BACKUPSH_PASSPHRASE");
                job.Rotation.Daily = RotationRule.Limited(7);
            });

        using IHost host = builder.Build();
        await host.StartAsync();
    }

    internal static async Task RunAsync(IHost host, CancellationToken stoppingToken)
    {
        BackupRunner runner = host.Services.GetRequiredService<BackupRunner>();
        RunResult run = await runner.RunAsync("nightly", cancellationToken: stoppingToken);
        run.EnsureSucceeded();
    }

    internal static async Task ListAndVerifyAsync(IHost host)
    {
        BackupCatalog catalog = host.Services.GetRequiredService<BackupCatalog>();
        await foreach (BackupEntry entry in catalog.ListAsync(new BackupQuery { Source = "shop" }))
        {
            Console.WriteLine($"{entry.Name} {entry.ArchiveBytes} bytes in {entry.Storage}");
        }

        BackupVerifier verifier = host.Services.GetRequiredService<BackupVerifier>();
        foreach (VerificationResult result in await verifier.VerifyAsync("latest:shop"))
        {
            Console.WriteLine($"{result.Backup} in {result.Storage}: {result.Status}");
        }
    }

    internal static async Task RestoreAsync(IHost host)
    {
        BackupRestorer restorer = host.Services.GetRequiredService<BackupRestorer>();
        RestoreResult restored = await restorer.RestoreAsync("latest:shop", new RestoreOptions { Target = "restored.db" });
        Console.WriteLine(restored.Target);
    }

    internal static async Task RotateAsync(IHost host)
    {
        RotationRunner rotation = host.Services.GetRequiredService<RotationRunner>();
        foreach (RotationResult result in await rotation.RotateAsync("nightly", new RotateOptions { DryRun = true }))
        {
            Console.WriteLine(string.Join(Environment.NewLine, result.Plan!.Items));
        }
    }
}
