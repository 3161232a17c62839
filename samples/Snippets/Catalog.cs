using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>Blocks of <c>docs/catalog.md</c> and of the catalog packages.</summary>
internal static class Catalog
{
    internal static void Sqlite(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddSqliteCatalog(catalog => catalog.File = "backupsh.db");
    }

    internal static void PostgreSql(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddPostgreSqlCatalog(catalog => catalog.ConnectionString = "Host=/run/postgresql;Database=backupsh");
    }
}
