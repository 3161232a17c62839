using BackupSh.Cli.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Cli;

/// <summary>The catalog of a configuration that names none: a file beside it.</summary>
internal static class DefaultCatalog
{
    internal const string Extension = ".catalog.db";

    /// <summary>Adds it, unless the configuration says what it wants.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="file">The configuration.</param>
    /// <param name="mayForget">Whether memory does if the file cannot be written.</param>
    internal static IBackupShBuilder AddDefaultCatalog(this IBackupShBuilder builder, ConfigurationFile file, bool mayForget) =>
        file.NamesUnder("Catalog").Count > 0
            ? builder
            : builder.AddSqliteCatalog(catalog =>
            {
                catalog.File = Path.ChangeExtension(file.Path, Extension);
                catalog.FallBackToMemory = mayForget;
            });
}
