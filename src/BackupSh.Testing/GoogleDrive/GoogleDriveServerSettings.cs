using System.Security.Cryptography.X509Certificates;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>How a <see cref="GoogleDriveServer"/> behaves. What can be set may be changed while it runs.</summary>
public sealed class GoogleDriveServerSettings
{
    /// <summary>Gets the certificate, with its private key, or <see langword="null"/> for http, the default.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Gets the clock of files, tokens and sessions. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets or sets the person's storage in bytes, or <see langword="null"/>, the default, if it is unlimited.</summary>
    public long? LimitBytes { get; set; }

    /// <summary>Gets or sets how many items the shared drive may hold. The default is 400,000, as at Google.</summary>
    public int SharedDriveItems { get; set; } = 400_000;

    /// <summary>Gets or sets what callers may do in the shared drive. The default is everything.</summary>
    public GoogleDriveRole SharedDriveRole { get; set; } = GoogleDriveRole.Organizer;

    /// <summary>Gets or sets how long an access token lives. The default is one hour, as at Google.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how long an upload session lives. The default is seven days, as at Google.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Gets or sets how many bytes of one chunk the server keeps at most, or <see langword="null"/>, the default, for all.</summary>
    /// <remarks>A client must look at the answer's <c>Range</c>, and send the rest again.</remarks>
    public int? KeptChunkBytes { get; set; }

    /// <summary>Gets or sets a value indicating whether searches say that they have not searched everything. The default is <see langword="false"/>.</summary>
    public bool SearchesIncompletely { get; set; }

    /// <summary>Gets or sets a value indicating whether new files have an SHA-256 at once. The default is <see langword="true"/>; Google promises it for none.</summary>
    public bool TellsSha256 { get; set; } = true;
}
