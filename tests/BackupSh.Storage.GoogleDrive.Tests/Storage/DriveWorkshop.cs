using BackupSh.Shared;
using BackupSh.Testing.GoogleDrive;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>A Drive server with a folder, and storages in it whose retries do not wait.</summary>
internal sealed class DriveWorkshop : IAsyncDisposable
{
    internal const int SmallPart = 256 * 1024;

    internal static readonly RetryLimits Impatient = new() { FirstDelay = TimeSpan.FromMilliseconds(1), MaximumDelay = TimeSpan.FromMilliseconds(1) };

    private readonly ServiceProvider _services;

    private DriveWorkshop(GoogleDriveServer server)
    {
        Server = server;
        FolderId = server.AddFolder("backups");
        ServiceCollection services = new();
        DriveHttp.Register(services);
        _services = services.BuildServiceProvider();
    }

    internal GoogleDriveServer Server { get; }

    internal string FolderId { get; }

    internal static async Task<DriveWorkshop> OpenAsync(GoogleDriveServerSettings? options = null) =>
        new(await GoogleDriveServer.StartAsync(options, TestContext.Current.CancellationToken));

    internal GoogleDriveStorageOptions Options() => new()
    {
        FolderId = FolderId,
        ClientId = GoogleDriveServer.ClientId,
        ClientSecret = Server.ClientSecret,
        RefreshToken = Server.RefreshToken,
        ApiAddress = Server.Address.AbsoluteUri,
        TokenAddress = new Uri(Server.Address, "token").AbsoluteUri,
        PartSizeBytes = SmallPart,
    };

    internal GoogleDriveStorage Storage(
        Action<GoogleDriveStorageOptions>? configure = null, TimeProvider? time = null, ILogger? logger = null, RetryLimits? limits = null, int pageSize = 1000)
    {
        GoogleDriveStorageOptions options = Options();
        configure?.Invoke(options);
        return new GoogleDriveStorage(
            "offsite",
            options,
            new DriveHttp(_services.GetRequiredService<IHttpMessageHandlerFactory>()),
            time ?? TimeProvider.System,
            logger ?? NullLogger.Instance,
            limits ?? Impatient,
            pageSize);
    }

    /// <summary>Returns the files of the folder that are not in the trash.</summary>
    internal IReadOnlyList<GoogleDriveFile> Files => [.. Server.Files.Where(file => file.ParentId == FolderId && !file.IsTrashed)];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _services.DisposeAsync();
        Assert.Empty(Server.Wire.Failures);
    }
}
