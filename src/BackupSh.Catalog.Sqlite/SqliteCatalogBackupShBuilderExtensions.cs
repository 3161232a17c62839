using BackupSh;
using BackupSh.Catalog.Sqlite;
using BackupSh.Catalog.Store;
using BackupSh.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the catalog in a SQLite file.</summary>
public static class SqliteCatalogBackupShBuilderExtensions
{
    private static readonly ComponentType<CatalogStore, SqliteCatalogOptions> Type = new(
        "Sqlite",
        "sqlite",
        SqliteCatalogOptionsReading.Read,
        SqliteCatalogOptionsValidator.Validate,
        SqliteCatalogStore.Create);

    /// <summary>Keeps the catalog in a SQLite file.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Runs after the section <c>BackupSh:Catalog</c> was read, so code wins.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddSqliteCatalog(this IBackupShBuilder builder, Action<SqliteCatalogOptions>? configure = null) =>
        builder.AddCatalog(Type, configure);

    /// <summary>Lets a configuration use <c>"Type": "Sqlite"</c> for the catalog.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static IBackupShBuilder AddSqliteCatalogType(this IBackupShBuilder builder) => builder.AddCatalogType(Type);
}
