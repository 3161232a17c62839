using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.EndToEnd.Tests.Places;
using BackupSh.Options;
using BackupSh.Restore;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.EndToEnd.Tests;

/// <summary>A host as a user writes it, with one encrypted job of a directory to a storage of each kind.</summary>
internal sealed class AllStoragesHost : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ServiceProvider _services;

    private AllStoragesHost(IReadOnlyList<StoragePlace> places)
    {
        Places = places;
        Directory.CreateDirectory(SourceDirectory);
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(new HurriedClock());
        IBackupShBuilder builder = services.AddBackupSh()
            .AddFolderSource("files", options => options.Directory = SourceDirectory)
            .AddJob("nightly", job =>
            {
                job.Source = "files";
                job.Storages = [.. places.Select(place => (JobStorageOptions)place.Name)];
                job.Encryption.Passphrase = "correct horse";
            });
        foreach (StoragePlace place in places)
        {
            place.AddTo(builder);
        }

        _services = services.BuildServiceProvider();
    }

    internal IReadOnlyList<StoragePlace> Places { get; }

    internal string SourceDirectory => _directory.File("source");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task<AllStoragesHost> StartAsync(StorageServers servers) => new(await servers.CreatePlacesAsync(Token));

    internal Task<RunResult> RunAsync() => _services.GetRequiredService<BackupRunner>().RunAsync("nightly", cancellationToken: Token);

    internal async Task<IReadOnlyList<BackupEntry>> ListAsync(StoragePlace place) =>
        await _services.GetRequiredService<BackupCatalog>().ListAsync(new BackupQuery { Storage = place.Name }, Token).ToListAsync(Token);

    /// <summary>Restores a backup from one storage, and returns where it is now.</summary>
    internal async Task<string> RestoreAsync(string backup, StoragePlace place)
    {
        string target = _directory.File("restored-from-" + place.Name);
        RestoreOptions options = new() { Target = target, Storage = place.Name };
        RestoreResult result = await _services.GetRequiredService<BackupRestorer>().RestoreAsync(backup, options, Token);
        Assert.Equal(place.Name, result.Storage);
        return target;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        foreach (StoragePlace place in Places)
        {
            await place.DisposeAsync();
        }

        _directory.Dispose();
    }
}
