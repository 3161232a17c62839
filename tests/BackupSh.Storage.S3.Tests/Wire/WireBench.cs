using Amazon.S3.Model;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>A storage whose requests go through a proxy to a real server, in a prefix of its own.</summary>
/// <remarks>Waits take no time, and time limits pass when a request hangs.</remarks>
internal sealed class WireBench : IAsyncDisposable
{
    /// <summary>The size of a part: three of them make an upload of several parts in no time.</summary>
    internal const int PartBytes = 64 * 1024;

    /// <summary>How many objects are on a page of a listing.</summary>
    internal const int PageObjects = 20;

    private readonly TestBucket _bucket;

    internal WireBench(TestBucket bucket, Action<S3StorageOptions>? configure = null, ILogger? logger = null)
    {
        _bucket = bucket;
        Proxy = FaultProxy.Start(bucket.Account.Endpoint, Clock);
        Proxy.Hanging += Clock.ExpireLimits;
        S3StorageOptions options = TestOptions.For(bucket.Account with { Endpoint = Proxy.Endpoint }, bucket.Name);
        options.Prefix = Prefix;
        options.PartBytes = PartBytes;
        options.PageObjects = PageObjects;
        options.CreateOnly = S3CreateOnly.SmallObjects;
        configure?.Invoke(options);
        Storage = new S3Storage("wire", options, Clock, logger ?? NullLogger.Instance);
    }

    internal string Prefix { get; } = Guid.NewGuid().ToString("N");

    internal JumpingClock Clock { get; } = new(TimeProvider.System.GetUtcNow());

    internal FaultProxy Proxy { get; }

    internal S3Storage Storage { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal void On(S3Call call, WireFault fault, int skip = 0, int times = 1) => Proxy.On(call.Matches, fault, skip, times);

    internal int Count(S3Call call) => Proxy.Requests.Count(call.Matches);

    internal Task<StorageObject> UploadAsync(string name, byte[] content) => UploadAsync(name, new ContentStream(content));

    internal Task<StorageObject> UploadAsync(string name, Stream content) =>
        Storage.UploadAsync(name, content, new UploadOptions { RunId = "run-1" }, Token);

    internal async Task<byte[]> ReadAsync(string name, ReadRange range = default)
    {
        await using Stream stream = await Storage.OpenReadAsync(name, range, Token);
        using MemoryStream bytes = new();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    internal async Task<IReadOnlyList<string>> ListAsync(string prefix = "") =>
        [.. (await Storage.ListAsync(prefix, Token).ToListAsync(Token)).Select(item => item.Name).Order(StringComparer.Ordinal)];

    /// <summary>Stores an object past the adapter.</summary>
    internal async Task PutDirectlyAsync(string name, byte[] content) => await _bucket.Client.PutObjectAsync(
        new PutObjectRequest { BucketName = _bucket.Name, Key = $"{Prefix}/{name}", InputStream = new MemoryStream(content), UseChunkEncoding = false }, Token);

    /// <summary>Returns what the server has, past the adapter: names and contents.</summary>
    internal async Task<Dictionary<string, byte[]>> StoredAsync()
    {
        Dictionary<string, byte[]> stored = [];
        foreach (string key in await KeysAsync())
        {
            using GetObjectResponse answer = await _bucket.Client.GetObjectAsync(_bucket.Name, key, Token);
            using MemoryStream bytes = new();
            await answer.ResponseStream.CopyToAsync(bytes, Token);
            stored[key[(Prefix.Length + 1)..]] = bytes.ToArray();
        }

        return stored;
    }

    /// <summary>Returns the names of what the server has, past the adapter.</summary>
    internal async Task<IReadOnlyList<string>> NamesAsync() => [.. (await KeysAsync()).Select(key => key[(Prefix.Length + 1)..])];

    /// <summary>Returns how many multipart uploads the server keeps that were neither completed nor aborted.</summary>
    internal async Task<int> UnfinishedAsync()
    {
        ListMultipartUploadsResponse response = await _bucket.Client.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = _bucket.Name, Prefix = Prefix }, Token);
        return response.MultipartUploads?.Count ?? 0;
    }

    public async ValueTask DisposeAsync()
    {
        Storage.Dispose();
        foreach (WireRequest request in Proxy.Requests.TakeLast(40))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{request.ReceivedAt:mm:ss.fff} {request} {request.Body.Length} bytes: {request.AnsweredStatus}");
        }

        await Proxy.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> KeysAsync()
    {
        List<string> keys = [];
        ListObjectsV2Request request = new() { BucketName = _bucket.Name, Prefix = Prefix };
        ListObjectsV2Response page;
        do
        {
            page = await _bucket.Client.ListObjectsV2Async(request, Token);
            keys.AddRange((page.S3Objects ?? []).Select(item => item.Key));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        return keys;
    }
}
