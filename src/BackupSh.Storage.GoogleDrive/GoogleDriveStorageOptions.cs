namespace BackupSh.Storage.GoogleDrive;

/// <summary>Which folder of Google Drive holds the objects, and who may use it.</summary>
/// <remarks>Either a service account (<see cref="ServiceAccountKey"/>) or a person (<see cref="ClientId"/>,
/// <see cref="ClientSecret"/> and <see cref="RefreshToken"/>).</remarks>
public sealed class GoogleDriveStorageOptions
{
    /// <summary>Gets or sets the id of the folder that holds the objects, and nothing else.</summary>
    /// <value>The last part of the folder's address in the browser, for example <c>1aB2c…</c>; or the id of a shared drive.
    /// Required. Folders below it are neither read nor touched.</value>
    public string FolderId { get; set; } = "";

    /// <summary>Gets or sets the key of a service account: the JSON that Google's console gives.</summary>
    /// <value>In a configuration <c>file:key.json</c>. The default is none.</value>
    public Secret? ServiceAccountKey { get; set; }

    /// <summary>Gets or sets the address of the person whom the service account acts for.</summary>
    /// <value>Needs domain-wide delegation. The default is none: the service account acts for itself, and has no room of its
    /// own, so that the folder must lie in a shared drive.</value>
    public string? Subject { get; set; }

    /// <summary>Gets or sets what the service account asks to do.</summary>
    /// <value>The default is <c>https://www.googleapis.com/auth/drive</c>, because a narrower scope does not see a folder
    /// that a person has made. A refresh token has the scope that was consented to.</value>
    public string Scope { get; set; } = "https://www.googleapis.com/auth/drive";

    /// <summary>Gets or sets the id of the OAuth client that the person has consented to.</summary>
    public string? ClientId { get; set; }

    /// <summary>Gets or sets the OAuth client's secret.</summary>
    public Secret? ClientSecret { get; set; }

    /// <summary>Gets or sets the person's refresh token.</summary>
    public Secret? RefreshToken { get; set; }

    /// <summary>Gets or sets what becomes of an object that is deleted.</summary>
    /// <value>The default is <see cref="GoogleDriveDeletion.Trash"/>.</value>
    public GoogleDriveDeletion Deletion { get; set; }

    /// <summary>Gets or sets how many bytes one request uploads.</summary>
    /// <value>A multiple of 256 KiB, at most 1 GiB. The default is 16 MiB. An upload holds two parts in memory.</value>
    public int PartSizeBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Gets or sets how long nothing may move before a request counts as broken.</summary>
    /// <value>At least one second. The default is 100 seconds.</value>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Gets or sets where Drive is.</summary>
    /// <value>The default is <c>https://www.googleapis.com/</c>. Plain http is taken only for this machine.</value>
    public string ApiAddress { get; set; } = "https://www.googleapis.com/";

    /// <summary>Gets or sets where access tokens come from.</summary>
    /// <value>The default is what the service account's key says, and <c>https://oauth2.googleapis.com/token</c> for a person.</value>
    public string? TokenAddress { get; set; }
}
