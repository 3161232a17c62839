using BackupSh;
using BackupSh.Configuration;
using BackupSh.Storage;
using BackupSh.Storage.Dropbox;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds storages in Dropbox folders.</summary>
public static class DropboxBackupShBuilderExtensions
{
    private static readonly ComponentType<IBackupStorage, DropboxStorageOptions> Type = new(
        "Dropbox",
        DropboxStorage.InfoName,
        DropboxStorageOptionsReading.Read,
        DropboxStorageOptionsValidator.Validate,
        DropboxStorage.Create)
    {
        LeastRights = DropboxRights.Of,
    };

    /// <summary>Adds a storage in a Dropbox folder.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The storage's name; <c>BackupSh:Storages:name</c> is read first, if it is there.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddDropboxStorage(
        this IBackupShBuilder builder, string name, Action<DropboxStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        DropboxClient.AddTo(builder.Services);
        return builder.AddStorage(name, Type, configure);
    }

    /// <summary>Lets a configuration use <c>"Type": "Dropbox"</c> for a storage.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddDropboxStorageType(this IBackupShBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        DropboxClient.AddTo(builder.Services);
        return builder.AddStorageType(Type);
    }
}
