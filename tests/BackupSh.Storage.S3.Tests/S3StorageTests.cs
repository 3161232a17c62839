using Amazon.S3.Model;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3.Tests;

/// <summary>What the storage does beyond the contract, on a real server.</summary>
public sealed class S3StorageTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    private const string Archive = "shop.2026-11-24_03-00-00.sqlite3.zst";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "")]
    [InlineData(".", "./")]
    [InlineData("company/erp", "company/erp/")]
    public async Task UploadAsync_Prefix_IsWhatKeysStartWith(string prefix, string start)
    {
        using S3Storage storage = Open(options => options.Prefix = prefix);
        string name = $"object-{Guid.NewGuid():N}";
        byte[] bytes = ContentStream.Bytes(6 * 1024 * 1024);

        await storage.UploadAsync(name, new ContentStream(bytes), Options, Token);

        Assert.Contains(start + name, await bucket.KeysAsync(Token));
        Assert.Equal([name], await NamesAsync(storage, "object-"));
        Assert.Equal(bytes, await ReadAsync(storage, name));
        Assert.Equal(DeleteStatus.Deleted, (await storage.DeleteAsync([name], Token))[0].Status);
        Assert.DoesNotContain(start + name, await bucket.KeysAsync(Token));
    }

    [Fact]
    public async Task ListAsync_KeysBesideAndBelowThePrefix_AreNotListed()
    {
        using S3Storage storage = Open(options => options.Prefix = "beside");
        foreach (string key in (string[])["beside/a", "beside/b c é", "beside/", "beside/old/a", "beside2/a", "besidea"])
        {
            await PutAsync(key);
        }

        Assert.Equal(["a", "b c é"], await NamesAsync(storage, ""));
    }

    [Fact]
    public async Task GetAbility_BeforeAndAfterTheFirstUpload_IsWhatTheServerDoes()
    {
        using S3Storage storage = Open(options => (options.Prefix, options.CreateOnly) = ("probed", S3CreateOnly.Auto));
        IBackupStorage asked = storage;
        Assert.Null(asked.GetAbility<ICreateOnlyStorage>());

        await storage.UploadAsync("a", new ContentStream([1]), Options, Token);

        Assert.Equal(CreateOnlyScope.SmallObjects, asked.GetAbility<ICreateOnlyStorage>()?.Scope);
        Assert.Equal(["probed/a"], (await bucket.KeysAsync(Token)).Where(key => key.StartsWith("probed", StringComparison.Ordinal)));
        Assert.DoesNotContain("probed/.backupsh-probe", await bucket.UnfinishedAsync(Token));
    }

    [Fact]
    public async Task UploadAsync_StaleUploadOfOurs_IsAbortedAndNoOther()
    {
        StrangeClock late = new(TimeProvider.System.GetUtcNow().AddHours(25));
        string[] keys = [$"stale/{Archive}", "stale/holiday.mp4", $"stale/deeper/{Archive}", $"other/{Archive}"];
        foreach (string key in keys)
        {
            await bucket.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket.Name, Key = key }, Token);
        }

        await UploadPartsAsync(TimeProvider.System, "young");
        Assert.Equal(keys.Order(), (await bucket.UnfinishedAsync(Token)).Order());

        await UploadPartsAsync(late, "old");
        Assert.Equal(keys.Skip(1).Order(), (await bucket.UnfinishedAsync(Token)).Order());
    }

    [Fact]
    public async Task UploadAsync_ContentFailsAmongParts_AbortsTheUpload()
    {
        using S3Storage storage = Open(options => options.Prefix = "failing");
        IOException failure = new("the dump died");
        ContentStream content = ContentStream.FailingAt(12_000_000, ContentStream.Bytes(13_000_000), failure);

        Assert.Same(failure, await Assert.ThrowsAsync<IOException>(() => storage.UploadAsync(Archive, content, Options, Token)));

        Assert.DoesNotContain($"failing/{Archive}", await bucket.UnfinishedAsync(Token));
        Assert.DoesNotContain($"failing/{Archive}", await bucket.KeysAsync(Token));
    }

    [Fact]
    public async Task UploadAsync_MoreIsExpectedThanFits_FailsBeforeAnythingIsRead()
    {
        using S3Storage storage = Open();
        ContentStream content = new([1]);
        UploadOptions options = new() { RunId = "run", SizeHintBytes = 3L << 40 };

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => storage.UploadAsync("huge", content, options, Token));

        Assert.Equal(("BSH0293", 0), (exception.Code, content.ReadCount));
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(PartPlan.SmallestPartBytes, false)]
    [InlineData(PartPlan.SmallestPartBytes + 1, true)]
    public async Task UploadAsync_Size_DecidesBetweenOneRequestAndParts(int size, bool inParts)
    {
        using S3Storage storage = Open(options => options.Prefix = "sizes");

        StorageObject stored = await storage.UploadAsync($"object-{size}", new ContentStream(ContentStream.Bytes(size)), Options, Token);

        Assert.Equal(inParts, stored.Version!.Contains('-', StringComparison.Ordinal));
    }

    [Fact]
    public async Task UploadAsync_StyleThatTheServerRefuses_IsToldAndLeavesNothing()
    {
        using S3Storage storage = Open(options => (options.Prefix, options.StorageClass) = ("refused", "NO_SUCH_CLASS"));

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => storage.UploadAsync("a", new ContentStream([1]), Options, Token));

        Assert.Equal("BSH0299", exception.Code);
        Assert.Contains("InvalidStorageClass", exception.Message.Replace("InvalidArgument", "InvalidStorageClass", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("refused/a", await bucket.KeysAsync(Token));
    }

    [Theory]
    [InlineData(S3PayloadStyle.Plain)]
    [InlineData(S3PayloadStyle.Sha256)]
    [InlineData(S3PayloadStyle.Chunked)]
    public async Task UploadAsync_EveryStyle_StoresTheBytes(S3PayloadStyle style)
    {
        using S3Storage storage = Open(options => (options.Prefix, options.PayloadStyle) = ("styles", style));
        byte[] bytes = ContentStream.Bytes(7_000_000);

        await storage.UploadAsync($"large-{style}", new ContentStream(bytes), Options, Token);
        await storage.UploadAsync($"small-{style}", new ContentStream(bytes[..5000]), Options, Token);

        Assert.Equal(bytes, await ReadAsync(storage, $"large-{style}"));
        Assert.Equal(bytes[..5000], await ReadAsync(storage, $"small-{style}"));
    }

    [Fact]
    public async Task OpenReadAsync_BucketIsMissing_IsNoMissingObject()
    {
        using S3Storage storage = Open(options => options.BucketName += "-missing");

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => storage.OpenReadAsync("a", ReadRange.All, Token));

        Assert.Equal("BSH0270", exception.Code);
    }

    [Fact]
    public async Task UploadAsync_WrongSecret_SaysSoAndShowsNone()
    {
        using S3Storage storage = Open(options => options.SecretAccessKey = "canary-0815");

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => storage.UploadAsync("a", new ContentStream([1]), Options, Token));

        Assert.True(exception.Code is "BSH0271" or "BSH0272", exception.Message);
        Assert.DoesNotContain("canary-0815", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetTemporaryLinkAsync_Object_CanBeReadWithoutCredentials()
    {
        using S3Storage storage = Open(options => options.Prefix = "links");
        await storage.UploadAsync("a", new ContentStream([1, 2, 3]), Options, Token);

        TemporaryLink link = await storage.GetTemporaryLinkAsync("a", TimeSpan.FromMinutes(5), Token);

        using SocketsHttpHandler handler = new();
        using HttpClient anybody = new(handler);
        using HttpResponseMessage answer = await anybody.GetAsync(link.Address, Token);
        Assert.Equal(3, answer.EnsureSuccessStatusCode().Content.Headers.ContentLength);
        Assert.DoesNotContain("Signature", link.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<StorageObjectNotFoundException>(() => storage.GetTemporaryLinkAsync("b", TimeSpan.FromMinutes(5), Token));
    }

    private static UploadOptions Options => new() { RunId = "run" };

    private S3Storage Open(Action<S3StorageOptions>? configure = null, TimeProvider? time = null)
    {
        S3StorageOptions options = TestOptions.For(bucket.Account, bucket.Name);
        options.CreateOnly = S3CreateOnly.SmallObjects;
        options.PartBytes = PartPlan.SmallestPartBytes;
        configure?.Invoke(options);
        return new S3Storage("offsite", options, time ?? TimeProvider.System, NullLogger.Instance);
    }

    private async Task UploadPartsAsync(TimeProvider time, string name)
    {
        using S3Storage storage = Open(options => options.Prefix = "stale", time);
        await storage.UploadAsync(name, new ContentStream(ContentStream.Bytes(6_000_000)), Options, Token);
    }

    private Task<PutObjectResponse> PutAsync(string key) => bucket.Client.PutObjectAsync(
        new PutObjectRequest { BucketName = bucket.Name, Key = key, ContentBody = "foreign", UseChunkEncoding = false }, Token);

    private static async Task<string[]> NamesAsync(S3Storage storage, string prefix) =>
        [.. await storage.ListAsync(prefix, Token).Select(item => item.Name).Order(StringComparer.Ordinal).ToListAsync(Token)];

    private static async Task<byte[]> ReadAsync(S3Storage storage, string name)
    {
        using MemoryStream bytes = new();
        await using Stream stream = await storage.OpenReadAsync(name, ReadRange.All, Token);
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    /// <summary>A clock that is ahead; its timers are true.</summary>
    private sealed class StrangeClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
