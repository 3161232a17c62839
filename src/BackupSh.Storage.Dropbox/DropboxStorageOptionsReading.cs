using BackupSh.Configuration;

namespace BackupSh.Storage.Dropbox;

/// <summary>Reads the options from a configuration.</summary>
internal static class DropboxStorageOptionsReading
{
    internal static void Read(OptionsReader reader, DropboxStorageOptions options)
    {
        reader.Text(nameof(options.AppKey), value => options.AppKey = value);
        reader.Secret(nameof(options.AppSecret), value => options.AppSecret = value);
        reader.Secret(nameof(options.RefreshToken), value => options.RefreshToken = value);
        reader.Secret(nameof(options.AccessToken), value => options.AccessToken = value);
        reader.Text(nameof(options.Folder), value => options.Folder = value);
        reader.Boolean(nameof(options.CreateFolder), value => options.CreateFolder = value);
        reader.Text(nameof(options.RootNamespaceId), value => options.RootNamespaceId = value);
        reader.WholeNumber(nameof(options.PartBytes), value => options.PartBytes = (int)Math.Clamp(value, int.MinValue, int.MaxValue));
        reader.WholeNumber(nameof(options.PartsInFlight), value => options.PartsInFlight = (int)Math.Clamp(value, int.MinValue, int.MaxValue));
        reader.Duration(nameof(options.RequestTimeout), value => options.RequestTimeout = value);
        reader.Duration(nameof(options.DeletionTimeout), value => options.DeletionTimeout = value);
        reader.Text(nameof(options.ServiceUrl), value => options.ServiceUrl = value);
    }
}
