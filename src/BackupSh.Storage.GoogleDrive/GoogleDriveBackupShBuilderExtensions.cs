using BackupSh;
using BackupSh.Configuration;
using BackupSh.Storage;
using BackupSh.Storage.GoogleDrive;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds storages in folders of Google Drive.</summary>
public static class GoogleDriveBackupShBuilderExtensions
{
    private static readonly ComponentType<IBackupStorage, GoogleDriveStorageOptions> Type = new(
        "GoogleDrive",
        "google_drive",
        GoogleDriveStorageOptionsReading.Read,
        GoogleDriveStorageOptionsValidator.Validate,
        GoogleDriveStorage.Create)
    {
        LeastRights = GoogleDriveRights.Of,
    };

    /// <summary>Adds a storage in a folder of Google Drive.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The storage's name; <c>BackupSh:Storages:name</c> is read first, if it is there.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddGoogleDriveStorage(
        this IBackupShBuilder builder, string name, Action<GoogleDriveStorageOptions>? configure = null) =>
        builder.AddGoogleDriveStorageType().AddStorage(name, Type, configure);

    /// <summary>Lets a configuration use <c>"Type": "GoogleDrive"</c> for a storage.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddGoogleDriveStorageType(this IBackupShBuilder builder)
    {
        builder.AddStorageType(Type);
        DriveHttp.Register(builder.Services);
        return builder;
    }
}
