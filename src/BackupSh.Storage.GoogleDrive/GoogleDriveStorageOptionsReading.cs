using BackupSh.Configuration;

namespace BackupSh.Storage.GoogleDrive;

/// <summary>Reads the options from a configuration.</summary>
internal static class GoogleDriveStorageOptionsReading
{
    internal static void Read(OptionsReader reader, GoogleDriveStorageOptions options)
    {
        reader.Text(nameof(options.FolderId), text => options.FolderId = text);
        reader.Secret(nameof(options.ServiceAccountKey), secret => options.ServiceAccountKey = secret);
        reader.Text(nameof(options.Subject), text => options.Subject = text);
        reader.Text(nameof(options.Scope), text => options.Scope = text);
        reader.Text(nameof(options.ClientId), text => options.ClientId = text);
        reader.Secret(nameof(options.ClientSecret), secret => options.ClientSecret = secret);
        reader.Secret(nameof(options.RefreshToken), secret => options.RefreshToken = secret);
        reader.OneOf<GoogleDriveDeletion>(nameof(options.Deletion), value => options.Deletion = value);

        // What does not fit is out of the validator's bounds in any case.
        reader.WholeNumber(nameof(options.PartSizeBytes), value => options.PartSizeBytes = (int)Math.Clamp(value, int.MinValue, int.MaxValue));
        reader.Duration(nameof(options.IdleTimeout), value => options.IdleTimeout = value);
        reader.Text(nameof(options.ApiAddress), text => options.ApiAddress = text);
        reader.Text(nameof(options.TokenAddress), text => options.TokenAddress = text);
    }
}
