using System.Security.Cryptography.X509Certificates;

namespace BackupSh.Testing.Wire;

/// <summary>How a <see cref="WireServer"/> speaks.</summary>
public sealed class WireServerOptions
{
    /// <summary>Gets the certificate, with its private key, or <see langword="null"/>.</summary>
    /// <value>The default is <see langword="null"/>: http. With a certificate the server speaks https.</value>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Gets the clock of the answers' <c>Date</c> header.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets a value indicating whether requests are recorded with their credentials.</summary>
    /// <value>The default is <see langword="false"/>: <c>(redacted)</c> stands in their place, so that a test's output may
    /// be shown to anybody.</value>
    public bool RecordsSecrets { get; init; }
}
