using BackupSh;
using BackupSh.Configuration;
using BackupSh.Storage;
using BackupSh.Storage.S3;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds storages in S3 and S3-compatible buckets.</summary>
public static class S3BackupShBuilderExtensions
{
    private static readonly ComponentType<IBackupStorage, S3StorageOptions> Type = new(
        "S3",
        S3Storage.InfoName,
        S3StorageOptionsReading.Read,
        S3StorageOptionsValidator.Validate,
        S3Storage.Create)
    {
        LeastRights = S3Rights.Of,
    };

    /// <summary>Adds a storage in a bucket.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The storage's name; <c>BackupSh:Storages:name</c> is read first, if it is there.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddS3Storage(this IBackupShBuilder builder, string name, Action<S3StorageOptions>? configure = null) =>
        builder.AddStorage(name, Type, configure);

    /// <summary>Lets a configuration use <c>"Type": "S3"</c> for a storage.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddS3StorageType(this IBackupShBuilder builder) => builder.AddStorageType(Type);
}
