using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Options;
using BackupSh.Restore;
using BackupSh.Rotation;
using BackupSh.Sources;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Storage.S3.Tests.Interop;

/// <summary>A host with an encrypted job to a bucket, as a user writes it.</summary>
internal sealed class S3Host : IAsyncDisposable
{
    internal const string Passphrase = "correct horse";

    private readonly ServiceProvider _services;

    internal S3Host(S3Account account, string bucket, string prefix, FakeSource? source = null)
    {
        Source = source ?? new FakeSource { Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> shop.bin" } };
        ServiceCollection services = new();
        services.AddBackupSh()
            .AddSource("shop", _ => Source)
            .AddS3Storage("offsite", options =>
            {
                options.ServiceUrl = account.Endpoint.ToString();
                options.BucketName = bucket;
                options.AccessKeyId = account.AccessKeyId;
                options.SecretAccessKey = account.SecretAccessKey;
                options.Prefix = prefix;
            })
            .AddJob("nightly", job =>
            {
                job.Source = "shop";
                job.Storages = [(JobStorageOptions)"offsite"];
                job.Encryption.Passphrase = Passphrase;
                job.Rotation.Last = RotationRule.Limited(1);
            });
        _services = services.BuildServiceProvider();
    }

    internal FakeSource Source { get; }

    internal BackupRestorer Restorer => _services.GetRequiredService<BackupRestorer>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs the job, and returns the backup's name.</summary>
    internal async Task<string> BackUpAsync()
    {
        RunResult run = await _services.GetRequiredService<BackupRunner>().RunAsync("nightly", cancellationToken: Token);
        run.EnsureSucceeded();
        return run.Backups[0].Name!;
    }

    internal async Task<IReadOnlyList<BackupEntry>> ListAsync() =>
        await _services.GetRequiredService<BackupCatalog>().ListAsync(BackupQuery.All, Token).ToListAsync(Token);

    internal async Task<RotationResult> RotateAsync() =>
        Assert.Single(await _services.GetRequiredService<RotationRunner>().RotateAsync("nightly", cancellationToken: Token));

    internal async Task<byte[]> DownloadAsync(string backup)
    {
        using MemoryStream content = new();
        await Restorer.DownloadAsync(backup, content, decrypt: true, cancellationToken: Token);
        return content.ToArray();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
