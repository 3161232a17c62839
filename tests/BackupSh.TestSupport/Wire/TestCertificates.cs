using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BackupSh.TestSupport.Wire;

/// <summary>An authority of this test alone, and the certificate of a server that it has signed.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly X509Certificate2 _authority;

    private TestCertificates(X509Certificate2 authority, X509Certificate2 server)
    {
        _authority = authority;
        Server = server;
    }

    /// <summary>The server's certificate with its private key.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The authority's certificate, for stores of trusted ones.</summary>
    public X509Certificate2 Authority => X509CertificateLoader.LoadCertificate(_authority.RawData);

    /// <summary>Makes an authority, and a certificate for some host names and 127.0.0.1.</summary>
    public static TestCertificates For(params string[] hosts)
    {
        // A day around now: a client that checks the time must be content, and nobody keeps the key.
        DateTimeOffset from = TimeProvider.System.GetUtcNow().AddHours(-12);
        DateTimeOffset until = from.AddDays(1);
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authorityRequest = new("CN=BackupSh test authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authorityRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, false));
        X509Certificate2 authority = authorityRequest.CreateSelfSigned(from, until);

        using ECDsa serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest serverRequest = new($"CN={hosts[0]}", serverKey, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        foreach (string host in hosts)
        {
            names.AddDnsName(host);
        }

        serverRequest.CertificateExtensions.Add(names.Build());
        serverRequest.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false)); // serverAuth
        serverRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using X509Certificate2 signed = serverRequest.Create(authority, from, until, RandomNumberGenerator.GetBytes(8));
        return new TestCertificates(authority, signed.CopyWithPrivateKey(serverKey));
    }

    /// <summary>Writes the authority's certificate for programs that read one from a file.</summary>
    public async Task<string> WriteAuthorityAsync(string directory, CancellationToken cancellationToken)
    {
        string path = Path.Combine(directory, "authority.pem");
        await File.WriteAllTextAsync(path, _authority.ExportCertificatePem(), cancellationToken);
        return path;
    }

    public void Dispose()
    {
        Server.Dispose();
        _authority.Dispose();
    }
}
