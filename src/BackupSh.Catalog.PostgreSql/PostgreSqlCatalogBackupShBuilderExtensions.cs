using BackupSh;
using BackupSh.Catalog.PostgreSql;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the catalog in a PostgreSQL database.</summary>
public static class PostgreSqlCatalogBackupShBuilderExtensions
{
    private static readonly ComponentType<CatalogStore, PostgreSqlCatalogOptions> Type = new(
        "PostgreSql",
        "postgresql",
        PostgreSqlCatalogOptionsReading.Read,
        PostgreSqlCatalogOptionsValidator.Validate,
        (_, options, _) => new PostgreSqlCatalogStore(options));

    /// <summary>Keeps the catalog in a PostgreSQL database, which several nodes may share.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Runs after the section <c>BackupSh:Catalog</c> was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddPostgreSqlCatalog(this IBackupShBuilder builder, Action<PostgreSqlCatalogOptions>? configure = null) =>
        builder.AddCatalog(Type, configure);

    /// <summary>Lets a configuration use <c>"Type": "PostgreSql"</c> for the catalog.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddPostgreSqlCatalogType(this IBackupShBuilder builder) => builder.AddCatalogType(Type);
}
