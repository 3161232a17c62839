using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3.Tests.Interop;

/// <summary>A server that stores the framing of signed chunks as content. What is stored is looked at, so this is no backup.</summary>
public sealed class FramingServerTests
{
    private static readonly byte[] Content = ContentStream.Bytes(100_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UploadAsync_ServerStoresTheFraming_FailsAndLeavesNothing()
    {
        await using HeldServer server = await StartAsync();
        using S3Storage storage = await OpenAsync(server, S3PayloadStyle.Chunked);

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => UploadAsync(storage));

        Assert.Equal("BSH0292", failure.Code);
        Assert.Contains("100000 were sent", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await storage.ListAsync("", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task UploadAsync_InThePlainStyle_IsStoredAsItIs()
    {
        await using HeldServer server = await StartAsync();
        using S3Storage storage = await OpenAsync(server, S3PayloadStyle.Auto);

        StorageObject stored = await UploadAsync(storage);

        Assert.Equal(Content.Length, stored.SizeBytes);
    }

    private static Task<StorageObject> UploadAsync(S3Storage storage) =>
        storage.UploadAsync("object", new ContentStream(Content), new UploadOptions { RunId = "run-1" }, Token);

    private static async Task<HeldServer> StartAsync()
    {
        foreach (string tool in (string[])["bash", "setsid", "curl", "node", "npm"])
        {
            if (Environment.GetEnvironmentVariable("PATH")!.Split(':').All(directory => !File.Exists(Path.Combine(directory, tool))))
            {
                Assert.Skip($"'{tool}' is not installed, so s3rver cannot run.");
            }
        }

        try
        {
            return await HeldServer.StartAsync("s3rver.sh");
        }
        catch (InvalidOperationException exception) when (exception.Message.Contains("npm could not install", StringComparison.Ordinal))
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }

    private static async Task<S3Storage> OpenAsync(HeldServer server, S3PayloadStyle style)
    {
        S3Account account = new(server.Endpoint, "S3RVER", "S3RVER");
        using Amazon.S3.AmazonS3Client client = account.CreateClient();
        await client.PutBucketAsync("test-framing", Token);
        S3StorageOptions options = TestOptions.For(account, "test-framing");
        (options.PayloadStyle, options.CreateOnly) = (style, S3CreateOnly.Never);
        return new S3Storage("s3rver", options, TimeProvider.System, NullLogger.Instance);
    }
}
