using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using BackupSh.Testing.GoogleDrive;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Storage.GoogleDrive.Tests.Storage;

/// <summary>The addresses that are shipped: a proxy leads them to the server, and nothing else anywhere.</summary>
public sealed class ProductionAddressTests
{
    private static readonly string[] Hosts = ["www.googleapis.com", "oauth2.googleapis.com"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Storage_WithGooglesAddresses_SpeaksHttpsToThemAlone(bool isServiceAccount)
    {
        using TestCertificates certificates = TestCertificates.For(Hosts);
        await using GoogleDriveServer server = await GoogleDriveServer.StartAsync(new GoogleDriveServerSettings { Certificate = certificates.Server }, Token);
        await using ConnectProxy proxy = ConnectProxy.To(server.Address, Hosts);
        ServiceCollection services = new();
        DriveHttp.Register(services);
        services.AddHttpClient(DriveHttp.Name).ConfigurePrimaryHttpMessageHandler((handler, _) => Trust((SocketsHttpHandler)handler, certificates, proxy));
        await using ServiceProvider provider = services.BuildServiceProvider();
        GoogleDriveStorage storage = GoogleDriveStorage.Create("offsite", Options(server, isServiceAccount), provider);
        byte[] content = ContentStream.Bytes(600_000);

        await storage.PutAsync("a", content);

        Assert.Equal(content, await storage.GetAsync("a"));
        Assert.Equal(["a"], await storage.NamesAsync());
        Assert.True((await storage.DeleteAsync(["a"], Token))[0].IsGone);
        Assert.Empty(proxy.Refused);
        Assert.Equal(Hosts.Order(), server.Wire.Requests.Select(request => request.Headers["Host"]).Distinct().Order());
        Assert.Empty(server.Wire.Failures);
    }

    private static GoogleDriveStorageOptions Options(GoogleDriveServer server, bool isServiceAccount) => isServiceAccount
        ? new() { FolderId = server.SharedDriveId, ServiceAccountKey = server.ServiceAccountKey(new Uri("https://oauth2.googleapis.com/token")), PartSizeBytes = 256 * 1024 }
        : new()
        {
            FolderId = server.AddFolder("backups"),
            ClientId = GoogleDriveServer.ClientId,
            ClientSecret = server.ClientSecret,
            RefreshToken = server.RefreshToken,
            PartSizeBytes = 256 * 1024,
        };

    private static void Trust(SocketsHttpHandler handler, TestCertificates certificates, ConnectProxy proxy)
    {
        handler.Proxy = new WebProxy(proxy.Address);
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { certificates.Authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };
    }
}
