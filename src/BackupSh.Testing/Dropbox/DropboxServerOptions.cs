using System.Security.Cryptography.X509Certificates;

namespace BackupSh.Testing.Dropbox;

/// <summary>What kind of account a <see cref="DropboxServer"/> has, and where its limits are.</summary>
public sealed class DropboxServerOptions
{
    /// <summary>Gets the certificate, with its private key. The default is <see langword="null"/>: http.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Gets the clock of tokens, sessions and times. The default is the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gets the app's key. The default is <c>test-app-key</c>.</summary>
    public string AppKey { get; init; } = "test-app-key";

    /// <summary>Gets the app's secret. The default is <c>test-app-secret</c>.</summary>
    public string AppSecret { get; init; } = "test-app-secret";

    /// <summary>Gets a refresh token that is valid from the start. The default is <c>test-refresh-token</c>.</summary>
    public string RefreshToken { get; init; } = "test-refresh-token";

    /// <summary>Gets how long an access token works. The default is 4 hours.</summary>
    // Source: the HTTP documentation's example answer of /oauth2/token ("expires_in": 14400).
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Gets what the app may do. The default is everything that the server knows.</summary>
    public IReadOnlySet<string> Scopes { get; init; } =
        new HashSet<string> { "account_info.read", "files.metadata.read", "files.metadata.write", "files.content.read", "files.content.write" };

    /// <summary>Gets the largest number of entries that one page of a listing has, whatever is asked for. The default is 2000.</summary>
    // Source: the API's specification, ListFolderArg.limit (1 to 2000).
    public int PageEntries { get; init; } = 2000;

    /// <summary>Gets the account's room in bytes. The default is 2 GiB.</summary>
    public long QuotaBytes { get; init; } = 2L << 30;

    /// <summary>Gets how often a deletion in the background is still going on when it is asked about. The default is 1.</summary>
    public int PollsUntilDeleted { get; init; } = 1;

    /// <summary>Gets the largest body of a request. The default is 150 MiB.</summary>
    // Source: the HTTP documentation of /files/upload_session/append_v2.
    public long MaximumRequestBytes { get; init; } = 150L << 20;

    /// <summary>Gets the largest file. The default is 2^41 - 2^22 bytes.</summary>
    // Source: the API's specification, upload_session/start ("the maximum size of a file").
    public long MaximumFileBytes { get; init; } = (1L << 41) - (1L << 22);

    /// <summary>Gets how long an upload session lives. The default is 7 days.</summary>
    // Source: the API's specification, upload_session/start.
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Gets the namespace of the member's own folder, which is used unless a request names another. The default is <c>1</c>.</summary>
    public string HomeNamespaceId { get; init; } = "1";

    /// <summary>Gets the namespace of the team's root. The default is <c>1</c>: an account without a team space.</summary>
    public string RootNamespaceId { get; init; } = "1";
}
