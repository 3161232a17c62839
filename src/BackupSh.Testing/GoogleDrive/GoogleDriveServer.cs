using System.Text;
using System.Text.Json.Nodes;
using BackupSh.Testing.Wire;

namespace BackupSh.Testing.GoogleDrive;

/// <summary>Google Drive, version 3 of its API, on this machine: what stock clients of Drive use, with its errors and limits.</summary>
/// <remarks>
/// <para>One person's drive and one shared drive; a service account that has a key, no storage of its own, and the right to
/// act for the person. Contents lie on the disk without a name. Faults are scripted with <see cref="Wire"/>.</para>
/// <para>Not there: Docs, revisions, permissions, comments, batches, version 2 of the API. What the official clients make of
/// it is tested; nothing here has seen Google's servers.</para>
/// </remarks>
public sealed class GoogleDriveServer : IAsyncDisposable
{
    /// <summary>The address of the person whose drive it is.</summary>
    public const string Person = "person@example.com";

    /// <summary>The OAuth client of the app.</summary>
    public const string ClientId = DriveTokens.ClientId;

    private readonly DriveFiles _files;
    private readonly DriveTokens _tokens;
    private readonly DriveRoutes _routes;

    private GoogleDriveServer(GoogleDriveServerSettings options)
    {
        Settings = options;
        _files = new DriveFiles(options.TimeProvider, Person);
        _tokens = new DriveTokens(options, Person);
        _routes = new DriveRoutes(_files, _tokens, options);
    }

    /// <summary>Gets how it behaves.</summary>
    public GoogleDriveServerSettings Settings { get; }

    /// <summary>Gets the server below: recorded requests and scripted faults.</summary>
    public WireServer Wire { get; private set; } = null!;

    /// <summary>Gets where it listens.</summary>
    public Uri Address => Wire.Address;

    /// <summary>Gets the OAuth client's secret.</summary>
    public string ClientSecret => _tokens.ClientSecret;

    /// <summary>Gets the person's refresh token, with the scope <c>drive</c>.</summary>
    public string RefreshToken => _tokens.RefreshToken;

    /// <summary>Gets the id of the shared drive.</summary>
    public string SharedDriveId => _files.SharedDrive.Id;

    /// <summary>Gets how many upload sessions wait for more bytes.</summary>
    public int OpenSessionCount => _routes.Sessions.OpenCount;

    /// <summary>Gets all files and folders, the trashed ones too: a copy.</summary>
    public IReadOnlyList<GoogleDriveFile> Files
    {
        get
        {
            lock (_files.Sync)
            {
                return [.. _files.All.Select(Describe)];
            }
        }
    }

    /// <summary>Starts a server.</summary>
    /// <param name="options">How it behaves; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The server, which stops when it is disposed of.</returns>
    public static async Task<GoogleDriveServer> StartAsync(GoogleDriveServerSettings? options = null, CancellationToken cancellationToken = default)
    {
        GoogleDriveServer server = new(options ?? new GoogleDriveServerSettings());
        WireServerOptions wire = new() { Certificate = server.Settings.Certificate, TimeProvider = server.Settings.TimeProvider };
        server.Wire = await WireServer.StartAsync(server._routes.AnswerAsync, wire, cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>Returns the key of the service account, as the file that Google's console gives.</summary>
    /// <param name="tokenAddress">The address of the token endpoint in it; <see langword="null"/> for this server's.</param>
    /// <returns>JSON.</returns>
    public string ServiceAccountKey(Uri? tokenAddress = null) => new JsonObject
    {
        ["type"] = "service_account",
        ["project_id"] = "backupsh-test",
        ["private_key_id"] = "0123456789abcdef0123456789abcdef01234567",
        ["private_key"] = _tokens.PrivateKeyPem + "\n",
        ["client_email"] = DriveTokens.ServiceAccount,
        ["client_id"] = "100000000000000000000",
        ["auth_uri"] = "https://accounts.google.com/o/oauth2/auth",
        ["token_uri"] = (tokenAddress ?? new Uri(Address, "token")).AbsoluteUri,
    }.ToJsonString();

    /// <summary>Creates a folder, as somebody does in the browser.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parentId">The folder or shared drive that holds it; <see langword="null"/> for the person's drive.</param>
    /// <param name="isOfApp">Whether an app that sees only its own files made it.</param>
    /// <returns>The folder's id.</returns>
    public string AddFolder(string name, string? parentId = null, bool isOfApp = true)
    {
        lock (_files.Sync)
        {
            return _files.Add(_files.NewFile(DriveFiles.NewId(), name, DriveFile.FolderType, parentId ?? _files.Root.Id, isOfApp)).Id;
        }
    }

    /// <summary>Stores a file, as somebody or another program does. Another file of the name stays beside it.</summary>
    /// <param name="folderId">The folder.</param>
    /// <param name="name">Its name: any text.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="isAbusive">Whether Google takes it for malware, and wants that acknowledged by whoever downloads it.</param>
    /// <param name="cancellationToken">Cancels the storing.</param>
    /// <returns>The file's id.</returns>
    public async Task<string> AddFileAsync(string folderId, string name, ReadOnlyMemory<byte> content, bool isAbusive = false, CancellationToken cancellationToken = default)
    {
        DriveContent stored = new();
        await stored.AppendAsync(content, cancellationToken).ConfigureAwait(false);
        lock (_files.Sync)
        {
            DriveFile file = _files.NewFile(DriveFiles.NewId(), name, "application/octet-stream", folderId);
            file.IsAbusive = isAbusive;
            DriveFiles.SetContent(file, stored);
            return _files.Add(file).Id;
        }
    }

    /// <summary>Moves a file or folder to the trash, as somebody does in the browser.</summary>
    /// <param name="id">Its id.</param>
    public void Trash(string id)
    {
        lock (_files.Sync)
        {
            DriveFile file = _files.Find(id) ?? throw new ArgumentException($"There is no file '{id}'.", nameof(id));
            file.IsTrashed = true;
            _files.Touch(file);
        }
    }

    /// <summary>Lets an access token speak for the person, for clients that cannot fetch one.</summary>
    /// <param name="accessToken">The token.</param>
    public void AdmitAccessToken(string accessToken) => _tokens.Admit(accessToken);

    /// <summary>Ends every access token that was given out.</summary>
    public void ExpireAccessTokens() => _tokens.ExpireAccess();

    /// <summary>Ends every refresh token: the person's consent is withdrawn.</summary>
    public void RevokeRefreshTokens() => _tokens.RevokeRefresh();

    /// <summary>Forgets every upload session: their addresses are gone.</summary>
    /// <param name="cancellationToken">Ends waiting for the requests that are at work in them.</param>
    /// <returns>A task that ends when no request is at work in them.</returns>
    public Task ForgetSessionsAsync(CancellationToken cancellationToken = default) => _routes.Sessions.ForgetAsync(cancellationToken);

    /// <summary>Forgets every page token of a listing.</summary>
    public void ForgetPages() => _routes.Listing.ForgetPages();

    /// <summary>Stops it: open connections are reset, contents are gone.</summary>
    /// <returns>A task that ends when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        await Wire.DisposeAsync().ConfigureAwait(false);
        _routes.Sessions.Dispose();
        _files.Dispose();
        _tokens.Dispose();
    }

    /// <summary>Returns the body of an error as Drive writes it, for a scripted answer.</summary>
    /// <param name="statusCode">The status.</param>
    /// <param name="reason">The reason, for example <c>userRateLimitExceeded</c>.</param>
    /// <param name="message">The sentence.</param>
    /// <returns>An answer with a JSON body.</returns>
    public static WireAnswer ErrorAnswer(int statusCode, string reason, string message = "A scripted fault.") => new(statusCode)
    {
        Body = Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new DriveFault(statusCode, reason, message).ToJson())),
        ContentType = "application/json; charset=UTF-8",
    };

    private static GoogleDriveFile Describe(DriveFileView view) => new(
        view.File.Id, view.File.Name, view.File.Parent, view.File.Content?.SizeBytes ?? 0, view.IsTrashed)
    {
        AppProperties = new Dictionary<string, string>(view.File.AppProperties),
        Md5 = view.File.Content?.Md5,
    };
}
