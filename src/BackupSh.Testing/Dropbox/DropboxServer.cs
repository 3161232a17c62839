using BackupSh.Testing.Wire;

namespace BackupSh.Testing.Dropbox;

/// <summary>A Dropbox on 127.0.0.1: the part of the HTTP API v2 that backups use, with its errors and its limits.</summary>
/// <remarks>
/// <para>Its shapes are those of the service's specification, and the vendor's own SDK and rclone are tested against it. All
/// hosts of the service (<c>api</c>, <c>content</c>, <c>www</c>) are this one. Contents lie in temporary files, so that a
/// large upload needs no memory.</para>
/// <para>Faults of the wire are scripted with <see cref="Wire"/>. Safe for concurrent requests.</para>
/// </remarks>
public sealed class DropboxServer : IAsyncDisposable
{
    private readonly DropboxAccount _account;
    private readonly DropboxTokens _tokens;
    private readonly DropboxEndpoints _endpoints;
    private readonly DropboxServerOptions _options;

    private DropboxServer(DropboxServerOptions options)
    {
        _options = options;
        _account = new DropboxAccount(options);
        _tokens = new DropboxTokens(options);
        _endpoints = new DropboxEndpoints(_account, options);
    }

    /// <summary>Gets where it listens, for example <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Address => Wire.Address;

    /// <summary>Gets the server below: its recorded requests, and the faults of the wire.</summary>
    public WireServer Wire { get; private set; } = null!;

    /// <summary>Gets the paths of all files in the member's own folder, as they are shown, in ordinal order: a copy.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_account.Lock)
            {
                return [.. _account.Home.All.Where(entry => entry.IsFile).Select(entry => entry.PathDisplay).Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Gets how many uploads have begun and are not files yet.</summary>
    public int OpenSessionCount => _endpoints.Uploads.OpenSessionCount;

    /// <summary>Gets how many access tokens were issued.</summary>
    public int IssuedTokenCount => _tokens.IssuedCount;

    /// <summary>Starts a server.</summary>
    /// <param name="options">The account and its limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The server, which stops when it is disposed of.</returns>
    public static async Task<DropboxServer> StartAsync(DropboxServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        DropboxServer server = new(options ?? new DropboxServerOptions());
        DropboxRouter router = new(server._account, server._tokens, server._endpoints, server._options);
        server.Wire = await WireServer.StartAsync(
            router.AnswerAsync,
            new WireServerOptions { Certificate = server._options.Certificate, TimeProvider = server._options.TimeProvider },
            cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>Returns an access token that works now, for a client that has none of its own.</summary>
    /// <returns>The token.</returns>
    public string IssueAccessToken() => _tokens.IssueAccess();

    /// <summary>Lets every access token that was issued so far expire.</summary>
    public void ExpireTokens() => _tokens.Expire();

    /// <summary>Revokes every token, as a user does who disconnects the app.</summary>
    public void RevokeTokens() => _tokens.Revoke();

    /// <summary>Forgets the cursors of all listings: whoever goes on with one is told to start again.</summary>
    public void ResetCursors() => _endpoints.Listing.Reset();

    /// <summary>Changes the account's room.</summary>
    /// <param name="bytes">How many bytes all files may have together.</param>
    public void SetQuota(long bytes)
    {
        lock (_account.Lock)
        {
            _account.QuotaBytes = bytes;
        }
    }

    /// <summary>Puts a file into the member's own folder, over an existing one too.</summary>
    /// <param name="path">Its path, with a leading slash.</param>
    /// <param name="content">The bytes, which are copied.</param>
    public void Put(string path, ReadOnlySpan<byte> content)
    {
        DropboxContent bytes = new(isSmall: true);
        bytes.Write(0, content);
        lock (_account.Lock)
        {
            new DropboxCommit(path, "overwrite", null, AutoRename: false, StrictConflict: true, ClientModified: null)
                .Apply(_account.Home, bytes, bytes.Hash(), long.MaxValue, _options.TimeProvider.GetUtcNow());
        }
    }

    /// <summary>Takes a file or a folder out of the member's own folder, behind the back of who uses it.</summary>
    /// <param name="path">Its path.</param>
    /// <returns><see langword="true"/> if there was one.</returns>
    public bool Remove(string path)
    {
        lock (_account.Lock)
        {
            if (_account.Home.Find(path) is not { } found)
            {
                return false;
            }

            _account.Home.Remove(found);
            return true;
        }
    }

    /// <summary>Returns a file's content.</summary>
    /// <param name="path">Its path in the member's own folder.</param>
    /// <returns>A copy of the bytes.</returns>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public byte[] GetContent(string path)
    {
        lock (_account.Lock)
        {
            DropboxEntry file = _account.Home.Find(path) is { IsFile: true } found
                ? found
                : throw new KeyNotFoundException($"There is no file '{path}'. There are: {string.Join(", ", Paths)}.");
            byte[] bytes = new byte[file.SizeBytes];
            for (int read = 0; read < bytes.Length;)
            {
                read += file.Content!.Read(read, bytes.AsSpan(read));
            }

            return bytes;
        }
    }

    /// <summary>Stops it.</summary>
    /// <returns>A task that ends when the port is free.</returns>
    public ValueTask DisposeAsync() => Wire.DisposeAsync();
}
