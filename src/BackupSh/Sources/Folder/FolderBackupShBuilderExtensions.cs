using BackupSh;
using BackupSh.Sources.Folder;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds folders as sources.</summary>
public static class FolderBackupShBuilderExtensions
{
    /// <summary>Adds a folder as a source.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The source's name; <c>BackupSh:Sources:name</c> is read first, if it is there.</param>
    /// <param name="configure">Runs after the section was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddFolderSource(
        this IBackupShBuilder builder, string name, Action<FolderSourceOptions>? configure = null) =>
        builder.AddSource(name, FolderSourceType.Instance, configure);

    /// <summary>Lets a configuration say <c>"Type": "Folder"</c>; the engine always does.</summary>
    internal static IBackupShBuilder AddFolderSourceType(this IBackupShBuilder builder) =>
        builder.AddSourceType(FolderSourceType.Instance);
}
