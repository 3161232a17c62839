using System.Text;
using BackupSh.Backups;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;
using BackupSh.Jobs;
using BackupSh.Restore;
using BackupSh.Testing;
using BackupSh.TestSupport;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.DataProtection.Tests;

/// <summary>Secrets of jobs in a real catalog file, protected with real key rings in folders.</summary>
public sealed class DataProtectionTests : IDisposable
{
    private const string Passphrase = "correct horse battery staple";

    private readonly TempDirectory _directory = new();
    private readonly InMemoryStorage _storage = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task CreateAsync_WithASecret_IsReadByTheNextStartWithTheSameKeyRing()
    {
        await CreateAsync("ring");
        await using ServiceProvider next = Host("ring");

        RunResult run = await next.GetRequiredService<BackupRunner>().RunAsync("hourly", cancellationToken: Token);

        // The passphrase that was given opens it: what is read is what was written.
        run.EnsureSucceeded();
        await using ServiceProvider other = Host("other", job => job.Encryption.Passphrase = Secret.FromValue(Passphrase));
        VerificationResult verified = Assert.Single(
            await other.GetRequiredService<BackupVerifier>().VerifyAsync(run.Backups[0].Name!, cancellationToken: Token));
        Assert.Equal(VerificationStatus.Verified, verified.Status);
    }

    [Fact]
    public async Task CreateAsync_WithASecret_StoresItUnreadable()
    {
        await CreateAsync("ring");
        await using ServiceProvider next = Host("ring");

        string document = (await next.GetRequiredService<CatalogStore>().FindAsync(CatalogRecordKind.Job, "", "hourly", Token))!.Document;

        Assert.Contains("data-protection", document, StringComparison.Ordinal);
        string[] files = [document, .. Directory.GetFiles(_directory.Path, "catalog.db*").Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)))];
        Assert.All(files, text => Assert.DoesNotContain(Passphrase, text, StringComparison.Ordinal));
        Assert.All(files, text => Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Passphrase)), text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetAsync_WithAnotherKeyRing_SaysThatTheSecretCannotBeRead()
    {
        await CreateAsync("ring");
        await using ServiceProvider other = Host("other");

        BackupJob job = await other.GetRequiredService<BackupJobs>().GetAsync("hourly", Token);

        OptionsFault fault = Assert.Single(job.Faults);
        Assert.Equal("BSH1151", fault.Error.Code);
        Assert.DoesNotContain(Passphrase, fault.ToString(), StringComparison.Ordinal);
    }

    private async Task CreateAsync(string keyRing)
    {
        await using ServiceProvider services = Host(keyRing);
        BackupJob job = await services.GetRequiredService<BackupJobs>().CreateAsync(
            "hourly",
            job =>
            {
                (job.Source, job.Storages, job.Schedule) = ("shop", ["nas"], "every 1 hour");
                job.Encryption.Passphrase = Secret.FromValue(Passphrase);
            },
            Token);
        Assert.Empty(job.Faults);
    }

    private ServiceProvider Host(string keyRing, Action<Options.BackupJobOptions>? configure = null)
    {
        ServiceCollection services = new();
        services.AddDataProtection().SetApplicationName("shop").PersistKeysToFileSystem(Directory.CreateDirectory(_directory.File(keyRing)));
        IBackupShBuilder builder = services.AddBackupSh()
            .AddSqliteCatalog(catalog => catalog.File = _directory.File("catalog.db"))
            .AddSource("shop", _ => new FakeSource())
            .AddStorage("nas", _ => _storage)
            .AddDataProtectionForSecrets();
        if (configure is not null)
        {
            builder.AddJob("known", job =>
            {
                (job.Source, job.Storages) = ("shop", ["nas"]);
                configure(job);
            });
        }

        return services.BuildServiceProvider();
    }
}
