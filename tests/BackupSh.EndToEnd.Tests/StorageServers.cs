using BackupSh.EndToEnd.Tests;
using BackupSh.EndToEnd.Tests.Places;
using BackupSh.Testing.Dropbox;
using BackupSh.Testing.GoogleDrive;
using BackupSh.TestSupport.Servers;

[assembly: AssemblyFixture(typeof(StorageServers))]

namespace BackupSh.EndToEnd.Tests;

/// <summary>The servers behind all storages, for the whole test run: each test has places of its own in them.</summary>
public sealed class StorageServers : IAsyncDisposable
{
    private readonly Lazy<Task<CephServer>> _ceph = new(() => CephServer.StartAsync("memstore"));
    private readonly Lazy<Task<DropboxServer>> _dropbox = new(() => DropboxServer.StartAsync());
    private readonly Lazy<Task<GoogleDriveServer>> _drive = new(() => GoogleDriveServer.StartAsync());

    /// <summary>Makes an empty place in a storage of each kind.</summary>
    internal async Task<IReadOnlyList<StoragePlace>> CreatePlacesAsync(CancellationToken cancellationToken)
    {
        // Each test is skipped for itself: a skipped start must not be remembered as the one start.
        CephServer.RequireTools();
        return
        [
            new DiskPlace(),
            await BucketPlace.CreateAsync(await _ceph.Value, cancellationToken),
            new DropboxPlace(await _dropbox.Value),
            new DrivePlace(await _drive.Value),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(_drive);
        await StopAsync(_dropbox);
        await StopAsync(_ceph);
    }

    private static async Task StopAsync<TServer>(Lazy<Task<TServer>> server)
        where TServer : IAsyncDisposable
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
