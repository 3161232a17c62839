using System.Text;
using BackupSh.Testing.Dropbox;
using BackupSh.Testing.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.Dropbox.Tests;

/// <summary>A Dropbox server with a storage in front of it, and a clock that does not wait.</summary>
internal sealed class DropboxFixture : IAsyncDisposable
{
    internal const string Folder = "backups/shop";

    private readonly List<DropboxStorage> _storages = [];

    private DropboxFixture(DropboxServer server, QuickTime time)
    {
        Server = server;
        Time = time;
    }

    internal static TimeSpan RequestTimeout { get; } = TimeSpan.FromSeconds(60);

    // Source: DropboxCommit.
    private static TimeSpan CleanupTimeout { get; } = TimeSpan.FromSeconds(30);

    internal DropboxServer Server { get; }

    internal WireServer Wire => Server.Wire;

    internal QuickTime Time { get; }

    internal HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    internal static async Task<DropboxFixture> StartAsync(CancellationToken cancellationToken, Func<TimeProvider, DropboxServerOptions>? configure = null)
    {
        QuickTime time = new(RequestTimeout, CleanupTimeout);
        DropboxServer server = await DropboxServer.StartAsync(
            configure?.Invoke(time) ?? new DropboxServerOptions { TimeProvider = time }, cancellationToken);
        return new DropboxFixture(server, time);
    }

    internal static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int index = 0; index < count; index++)
        {
            bytes[index] = (byte)((index * 31) ^ (index >> 8) ^ (index >> 16));
        }

        return bytes;
    }

    internal static string PathOf(string name) => $"/{Folder}/{name}";

    internal DropboxStorageOptions Options() => new()
    {
        AppKey = "test-app-key",
        AppSecret = Secret.FromValue("test-app-secret"),
        RefreshToken = Secret.FromValue("test-refresh-token"),
        Folder = Folder,
        PartBytes = DropboxLimits.BlockBytes,
        PartsInFlight = 2,
        RequestTimeout = RequestTimeout,
        ServiceUrl = Server.Address.ToString(),
    };

    internal DropboxStorage Open(Action<DropboxStorageOptions>? configure = null, ILogger? logger = null)
    {
        DropboxStorageOptions options = Options();
        configure?.Invoke(options);
        DropboxStorage storage = new("offsite", options, () => Http, Time, logger ?? NullLogger.Instance);
        _storages.Add(storage);
        return storage;
    }

    internal int Count(string endpoint) => Wire.Requests.Count(request => request.Path == "/2/" + endpoint);

    internal static Task<StorageObject> UploadAsync(IBackupStorage storage, string name, byte[] content, CancellationToken cancellationToken) =>
        storage.UploadAsync(name, new MemoryStream(content), new UploadOptions { RunId = "run" }, cancellationToken);

    internal static async Task<byte[]> ReadAsync(IBackupStorage storage, string name, ReadRange range, CancellationToken cancellationToken)
    {
        await using Stream content = await storage.OpenReadAsync(name, range, cancellationToken);
        using MemoryStream bytes = new();
        await content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    /// <summary>All that an exception says, with what caused it.</summary>
    internal static string Describe(Exception? exception)
    {
        StringBuilder text = new();
        for (; exception is not null; exception = exception.InnerException)
        {
            text.AppendLine(exception.ToString()).AppendLine((exception as BackupShException)?.Hint);
        }

        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (DropboxStorage storage in _storages)
        {
            storage.Dispose();
        }

        Http.Dispose();
        await Server.DisposeAsync();
        Assert.Empty(Wire.Failures);
    }
}
