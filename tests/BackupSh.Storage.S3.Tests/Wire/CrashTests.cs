using Amazon.S3.Model;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>The gateway is killed in the middle of an upload; what it stores survives in a file.</summary>
public sealed class CrashTests(S3Servers servers) : IAsyncLifetime
{
    private const string Name = "shop.2026-11-24_03-00-00.bin";

    private static readonly byte[] Content = ContentStream.Bytes((4 * WireBench.PartBytes) + 1000);

    private readonly string _bucket = $"test-{Guid.NewGuid():N}";
    private readonly JumpingClock _clock = new(TimeProvider.System.GetUtcNow());
    private CephServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CephServer Server => _server!;

    [Fact]
    public async Task UploadAsync_GatewayDiesForGood_FailsAndTheNextOneSweeps()
    {
        using S3Storage storage = Open();
        ContentStream content = Gated(out TaskCompletionSource gate);
        Task<StorageObject> upload = UploadAsync(storage, Name, content);
        await content.GateReached;
        await Server.CrashGatewayAsync(Token);
        gate.SetResult();

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => upload);
        await Server.RestartGatewayAsync(Token);

        Assert.Equal(("BSH0279", true), (failure.Code, failure.IsTransient));
        Assert.Empty(await NamesAsync(storage));
        Assert.Equal([Name], await UnfinishedAsync());

        // A day later, as the sweep sees it.
        _clock.Advance(TimeSpan.FromDays(2));
        const string next = "shop.2026-11-25_03-00-00.bin";
        using S3Storage later = Open();
        await UploadAsync(later, next, new ContentStream(Content));

        Assert.Equal([next], await NamesAsync(later));
        Assert.Empty(await UnfinishedAsync());
    }

    [Fact]
    public async Task UploadAsync_GatewayComesBack_GoesOn()
    {
        // The storage waits for the server in real time here: the retries bridge a restart.
        using S3Storage storage = new("s3", Options(), TimeProvider.System, NullLogger.Instance);
        ContentStream content = Gated(out TaskCompletionSource gate);
        Task<StorageObject> upload = UploadAsync(storage, Name, content);
        await content.GateReached;
        await Server.CrashGatewayAsync(Token);
        gate.SetResult();
        await Server.RestartGatewayAsync(Token);

        StorageObject stored = await upload;

        Assert.Equal((Name, Content.Length), (stored.Name, stored.SizeBytes));
        Assert.Equal([Name], await NamesAsync(storage));
        Assert.Empty(await UnfinishedAsync());
    }

    public async ValueTask InitializeAsync()
    {
        _server = await servers.FileAsync();
        using Amazon.S3.AmazonS3Client client = Server.Account.CreateClient();
        await client.PutBucketAsync(_bucket, Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ContentStream Gated(out TaskCompletionSource gate)
    {
        gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new ContentStream(Content) { GateAt = (2 * WireBench.PartBytes) + 10, Gate = gate.Task };
    }

    private static Task<StorageObject> UploadAsync(S3Storage storage, string name, Stream content) =>
        storage.UploadAsync(name, content, new UploadOptions { RunId = "run-1" }, Token);

    private static async Task<List<string>> NamesAsync(S3Storage storage) =>
        [.. (await storage.ListAsync("", Token).ToListAsync(Token)).Select(item => item.Name)];

    private S3StorageOptions Options()
    {
        S3StorageOptions options = TestOptions.For(Server.Account, _bucket);
        (options.PartBytes, options.CreateOnly) = (WireBench.PartBytes, S3CreateOnly.SmallObjects);
        return options;
    }

    private S3Storage Open() => new("s3", Options(), _clock, NullLogger.Instance);

    private async Task<IReadOnlyList<string>> UnfinishedAsync()
    {
        using Amazon.S3.AmazonS3Client client = Server.Account.CreateClient();
        ListMultipartUploadsResponse response = await client.ListMultipartUploadsAsync(_bucket, Token);
        return [.. (response.MultipartUploads ?? []).Select(upload => upload.Key)];
    }
}
