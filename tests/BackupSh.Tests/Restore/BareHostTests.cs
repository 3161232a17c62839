using BackupSh.Catalog;
using BackupSh.Restore;
using BackupSh.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Restore;

/// <summary>A host that has a storage and a key, and neither source nor job.</summary>
public sealed class BareHostTests
{
    private const string Passphrase = "correct horse";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Engine_WithAStorageAndAKey_ListsVerifiesDownloadsAndRestores()
    {
        using SqliteHost lost = await SqliteHost.CreateAsync("shop", job => job.Encryption.Passphrase = Secret.FromValue(Passphrase));
        await lost.BackUpAsync();
        using TempDirectory directory = new();
        await using ServiceProvider bare = Bare(lost.StorageDirectory);

        BackupEntry found = Assert.Single(await bare.GetRequiredService<BackupCatalog>().FindAsync("latest:shop", cancellationToken: Token));
        VerificationResult verified = Assert.Single(await bare.GetRequiredService<BackupVerifier>().VerifyAsync("latest:shop", cancellationToken: Token));
        RestoreResult restored = await bare.GetRequiredService<BackupRestorer>()
            .RestoreAsync(found.Name.ToString(), new RestoreOptions { Target = directory.File("shop.db") }, Token);
        await using (FileStream content = File.Create(directory.File("content.db")))
        {
            await bare.GetRequiredService<BackupRestorer>().DownloadAsync(found.Name.ToString(), content, decrypt: true, cancellationToken: Token);
        }

        Assert.Equal((BackupHealth.Complete, VerificationStatus.Verified), (found.Health, verified.Status));
        await lost.AssertSameContentAsync(restored.Target);
        await lost.AssertSameContentAsync(directory.File("content.db"));
    }

    [Fact]
    public async Task Engine_WithoutTheSourcesPackage_SaysWhichKindIsMissing()
    {
        using SqliteHost lost = await SqliteHost.CreateAsync("shop");
        await lost.BackUpAsync();
        using TempDirectory directory = new();
        await using ServiceProvider bare = Bare(lost.StorageDirectory, withSources: false);

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => bare.GetRequiredService<BackupRestorer>()
            .RestoreAsync("latest:shop", new RestoreOptions { Target = directory.File("shop.db") }, Token));

        Assert.Equal("BSH0144", exception.Code);
        Assert.Contains("sqlite", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Bare(string storageDirectory, bool withSources = true)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["BackupSh:Storages:found:Type"] = "FileSystem",
            ["BackupSh:Storages:found:Directory"] = storageDirectory,
            ["BackupSh:Keys:Passphrases:0"] = Passphrase,
        }).Build();
        ServiceCollection services = new();
        IBackupShBuilder builder = services.AddBackupSh(configuration.GetSection("BackupSh"));
        _ = withSources ? builder.AddSqliteSourceType() : builder;
        return services.BuildServiceProvider();
    }
}
