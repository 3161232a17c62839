using BackupSh;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Snippets;

/// <summary>Blocks of <c>docs/sources/postgresql.md</c> and <c>docs/sources/awkhad.md</c>.</summary>
internal static class PostgreSql
{
    internal static void PostgreSqlSource(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddPostgreSqlSource("shop", source =>
            {
                source.ConnectionString = "Host=db.example.org;Username=backup;Database=shop";
                source.Password = Secret.FromEnvironment("SHOP_DB_PASSWORD");
            });
    }

    internal static void AwkhadDatabaseSource(HostApplicationBuilder builder)
    {
        builder.Services.AddBackupSh(builder.Configuration.GetSection("BackupSh"))
            .AddAwkhadDatabaseSource("erp", source =>
            {
                source.ConnectionString = "Host=/run/postgresql;Database=erp";
                source.FilestoreDirectory = "/var/lib/awkhad/filestore/erp";
            });
    }
}
