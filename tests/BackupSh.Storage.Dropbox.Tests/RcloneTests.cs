using System.Text;
using BackupSh.Testing.Dropbox;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.Dropbox.Tests;

/// <summary>Our Dropbox server as rclone sees it, and our storage with the addresses that are shipped: both over https, through a proxy.</summary>
public sealed class RcloneTests : IAsyncLifetime
{
    private static readonly string[] Hosts = ["api.dropboxapi.com", "content.dropboxapi.com", "notify.dropboxapi.com"];
    private readonly TempDirectory _directory = new();
    private readonly TestCertificates _certificates = TestCertificates.For(Hosts);
    private DropboxServer _server = null!;
    private ConnectProxy _proxy = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await DropboxServer.StartAsync(new DropboxServerOptions { Certificate = _certificates.Server }, Token);
        _proxy = ConnectProxy.To(_server.Address, Hosts);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
        _certificates.Dispose();
        _directory.Dispose();
        Assert.Empty(_server.Wire.Failures);
        Assert.Empty(_proxy.Refused);
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("off")]
    public async Task Server_DrivenByRclone_KeepsWhatItStores(string batchMode)
    {
        StockClient rclone = await ConfigureAsync();
        string source = Path.Combine(_directory.Path, "source");
        Directory.CreateDirectory(Path.Combine(source, "sub"));
        await File.WriteAllBytesAsync(Path.Combine(source, "large.bin"), DropboxFixture.Bytes(5_000_000), Token);
        await File.WriteAllTextAsync(Path.Combine(source, "sub", "Ünï ☃.txt"), "hello", Token);
        await File.WriteAllTextAsync(Path.Combine(source, "empty"), "", Token);
        string[] batch = ["--dropbox-batch-mode", batchMode, "--dropbox-chunk-size", "2M"];

        await rclone.RunAsync(Token, [.. Common, .. batch, "copy", source, "dbx:backups/db"]);
        await rclone.RunAsync(Token, [.. Common, "check", source, "dbx:backups/db"]);
        string listed = await rclone.RunAsync(Token, [.. Common, "lsf", "-R", "--files-only", "dbx:backups/db"]);
        string part = await rclone.RunAsync(Token, [.. Common, "cat", "--offset", "1", "--count", "3", "dbx:backups/db/sub/Ünï ☃.txt"]);
        await rclone.RunAsync(Token, [.. Common, "deletefile", "dbx:backups/db/empty"]);

        Assert.Equal(["empty", "large.bin", "sub/Ünï ☃.txt"], listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal("ell", part);
        Assert.Equal(["/backups/db/large.bin", "/backups/db/sub/Ünï ☃.txt"], _server.Paths);
        Assert.Equal(DropboxFixture.Bytes(5_000_000), _server.GetContent("/backups/db/large.bin"));
    }

    [Fact]
    public async Task Server_DrivenByRclone_TakesUnknownLengthAndRefusesToOverwrite()
    {
        StockClient rclone = await ConfigureAsync();
        byte[] content = DropboxFixture.Bytes(3_000_000);

        (int code, _, string errors) = await rclone.TryAsync(content, Token, [.. Common, "--dropbox-chunk-size", "1M", "rcat", "dbx:stream"]);
        string other = Directory.CreateDirectory(Path.Combine(_directory.Path, "other")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "stream"), "other", Token);
        (int refused, _, _) = await rclone.TryAsync(null, Token, [.. Common, "--immutable", "copy", other, "dbx:"]);

        Assert.True(code == 0, errors);
        Assert.NotEqual(0, refused);
        Assert.Equal(content, _server.GetContent("/stream"));
    }

    [Fact]
    public async Task Storage_WithTheAddressesThatAreShipped_WorksOverHttps()
    {
        using HttpClient http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            Proxy = new System.Net.WebProxy(_proxy.Address),
            SslOptions = new System.Net.Security.SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new System.Security.Cryptography.X509Certificates.X509ChainPolicy
                {
                    TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { _certificates.Authority },
                    RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
                },
            },
        });
        DropboxStorageOptions options = new()
        {
            AppKey = "test-app-key",
            AppSecret = Secret.FromValue("test-app-secret"),
            RefreshToken = Secret.FromValue("test-refresh-token"),
            Folder = "backups",
            PartBytes = DropboxLimits.BlockBytes,
        };
        using DropboxStorage storage = new("offsite", options, () => http, TimeProvider.System, NullLogger.Instance);
        byte[] content = DropboxFixture.Bytes(DropboxLimits.BlockBytes + 9);

        await DropboxFixture.UploadAsync(storage, "a", content, Token);
        byte[] read = await DropboxFixture.ReadAsync(storage, "a", new ReadRange(5, 100), Token);
        IReadOnlyList<DeleteOutcome> outcomes = await storage.DeleteAsync(["a"], Token);

        Assert.Equal(content[5..105], read);
        Assert.Equal(DeleteStatus.Deleted, Assert.Single(outcomes).Status);
        Assert.Contains(_server.Wire.Requests, request => request.Headers["Host"] == "content.dropboxapi.com");
    }

    private string[] Common => ["--config", Path.Combine(_directory.Path, "rclone.conf"), "--retries", "1", "--low-level-retries", "2"];

    private async Task<StockClient> ConfigureAsync()
    {
        string program = RequiredTool.Find("rclone");

        // The token has expired: so rclone must get another one first.
        string configuration = """
            [dbx]
            type = dropbox
            client_id = test-app-key
            client_secret = test-app-secret
            token = {"access_token":"sl.old","token_type":"bearer","refresh_token":"test-refresh-token","expiry":"2020-01-01T00:00:00Z"}
            """;
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "rclone.conf"), configuration, new UTF8Encoding(false), Token);
        return new StockClient(program, _directory.Path, _proxy, await _certificates.WriteAuthorityAsync(_directory.Path, Token));
    }
}
