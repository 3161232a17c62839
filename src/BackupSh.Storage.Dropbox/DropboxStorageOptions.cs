namespace BackupSh.Storage.Dropbox;

/// <summary>Options of a storage in a Dropbox folder.</summary>
public sealed class DropboxStorageOptions
{
    /// <summary>Gets or sets the app's key, which Dropbox's App Console shows.</summary>
    /// <value>Required, unless <see cref="AccessToken"/> is set.</value>
    public string? AppKey { get; set; }

    /// <summary>Gets or sets the app's secret.</summary>
    /// <value>The default is <see langword="null"/>: right for a refresh token of <c>backupsh auth dropbox</c>, which needs none.</value>
    public Secret? AppSecret { get; set; }

    /// <summary>Gets or sets the refresh token, from which access tokens of four hours are made when they are needed.</summary>
    /// <value><c>backupsh auth dropbox</c> gets one. This or <see cref="AccessToken"/> is required.</value>
    public Secret? RefreshToken { get; set; }

    /// <summary>Gets or sets an access token, in the place of a refresh token.</summary>
    /// <value>The default is <see langword="null"/>. It ends after about four hours and cannot be renewed: for trials only.</value>
    public Secret? AccessToken { get; set; }

    /// <summary>Gets or sets the folder that holds the objects, and nothing else.</summary>
    /// <value>A path such as <c>backups/shop</c>, from the app's own folder or, for an app with full access, from the root.
    /// The default is the root. Objects lie directly in it; folders below it are neither read nor touched.</value>
    public string Folder { get; set; } = "";

    /// <summary>Gets or sets a value indicating whether the folder is created if it is missing when the storage is first used.</summary>
    /// <value>The default is <see langword="true"/>. A folder that goes missing later is always an error.</value>
    public bool CreateFolder { get; set; } = true;

    /// <summary>Gets or sets the namespace in which <see cref="Folder"/> lies, for team spaces.</summary>
    /// <value>The number of the team's root or of a team folder. The default is <see langword="null"/>: the member's own folder.</value>
    public string? RootNamespaceId { get; set; }

    /// <summary>Gets or sets how large the pieces of an upload are, in bytes.</summary>
    /// <value>A multiple of 4 MiB, from 4 to 144 MiB. The default is 16 MiB. Memory is this times one more than
    /// <see cref="PartsInFlight"/>.</value>
    public int PartBytes { get; set; } = DropboxLimits.DefaultPartBytes;

    /// <summary>Gets or sets how many pieces are sent at the same time.</summary>
    /// <value>1 to 16. The default is 4.</value>
    public int PartsInFlight { get; set; } = 4;

    /// <summary>Gets or sets how long nothing may move in a request before it is given up and repeated.</summary>
    /// <value>1 second to 1 hour. The default is 60 seconds.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Gets or sets how long a deletion of many objects, which Dropbox makes in the background, may take.</summary>
    /// <value>1 second to 1 hour. The default is 5 minutes.</value>
    public TimeSpan DeletionTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets the address of a server that is asked in the place of Dropbox, for tests.</summary>
    /// <value>The default is <see langword="null"/>: Dropbox itself.</value>
    public string? ServiceUrl { get; set; }
}
