namespace BackupSh.Storage.Dropbox;

/// <summary>Where Dropbox is.</summary>
internal static class DropboxAddresses
{
    // Source: the HTTP documentation, "Request and response formats".
    private static readonly Uri ProductionApi = new("https://api.dropboxapi.com/");

    private static readonly Uri ProductionContent = new("https://content.dropboxapi.com/");

    internal static Uri Api(DropboxStorageOptions options) => string.IsNullOrEmpty(options.ServiceUrl) ? ProductionApi : new Uri(options.ServiceUrl);

    internal static Uri Content(DropboxStorageOptions options) =>
        string.IsNullOrEmpty(options.ServiceUrl) ? ProductionContent : new Uri(options.ServiceUrl);
}
