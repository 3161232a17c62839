using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Restore;
using BackupSh.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BackupSh.Samples.Tests;

/// <summary>What <c>docs/extending/encryptor.md</c> says, in a host.</summary>
public sealed class VaultEncryptorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_KeysRotateMeanwhile_EveryBackupIsReadWithItsKey()
    {
        KeyVault vault = new();
        vault.Rotate("key-2025", "old secret");
        FakeSource source = new();
        InMemoryStorage memory = new();
        using IHost host = Build(vault, source, memory);
        await host.StartAsync(Token);
        BackupRunner runner = host.Services.GetRequiredService<BackupRunner>();

        (await runner.RunAsync("nightly", cancellationToken: Token)).EnsureSucceeded();
        vault.Rotate("key-2026", "new secret");
        (await runner.RunAsync("nightly", cancellationToken: Token)).EnsureSucceeded();

        List<BackupEntry> entries = await host.Services.GetRequiredService<BackupCatalog>().ListAsync(BackupQuery.All, Token).ToListAsync(Token);
        Assert.Equal(["key-2025", "key-2026"], entries.SelectMany(entry => entry.Info.Details!.KeyIds).Order());
        Assert.All(entries, entry => Assert.Equal("vault", entry.Info.Details!.Encryption));
        Assert.All(entries, entry => Assert.StartsWith($"vault --decrypt {entry.Archive} ", entry.Info.Details!.Restore, StringComparison.Ordinal));
        foreach (BackupEntry entry in entries)
        {
            Assert.Equal(
                VerificationStatus.Verified,
                (await host.Services.GetRequiredService<BackupVerifier>().VerifyCopyAsync(entry, cancellationToken: Token)).Status);
        }
    }

    private static IHost Build(KeyVault vault, FakeSource source, InMemoryStorage memory)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(vault);
        builder.Services.AddBackupSh()
            .AddSource("fake", _ => source)
            .AddStorage("memory", _ => memory)
            .AddEncryptor("vault", services => new VaultEncryptor(services.GetRequiredService<KeyVault>()))
            .AddJob("nightly", job =>
            {
                job.Source = "fake";
                job.Storages = ["memory"];
                job.Encryption.Encryptor = "vault";
            });
        return builder.Build();
    }
}
