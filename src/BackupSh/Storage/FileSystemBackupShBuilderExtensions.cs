using BackupSh;
using BackupSh.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds storages in directories.</summary>
public static class FileSystemBackupShBuilderExtensions
{
    /// <summary>Adds a storage in a directory: of a local disk, an external one, or a network share.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The storage's name; <c>BackupSh:Storages:name</c> is read first, if it is there.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddFileSystemStorage(
        this IBackupShBuilder builder, string name, Action<FileSystemStorageOptions>? configure = null) =>
        builder.AddStorage(name, FileSystemStorageType.Instance, configure);

    /// <summary>Lets a configuration say <c>"Type": "FileSystem"</c>; the engine always does.</summary>
    internal static IBackupShBuilder AddFileSystemStorageType(this IBackupShBuilder builder) =>
        builder.AddStorageType(FileSystemStorageType.Instance);
}
