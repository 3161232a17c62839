using BackupSh.Catalog.Store;
using BackupSh.TestSupport.PostgreSql;

namespace BackupSh.Catalog.PostgreSql.Tests;

/// <summary>Stores and records.</summary>
internal static class Stores
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    internal static PostgreSqlCatalogStore Open(PostgreSqlCluster cluster, string database, string? password = null) => new(
        new PostgreSqlCatalogOptions
        {
            ConnectionString = cluster.ConnectionString(database) + ";Pooling=true;Maximum Pool Size=10",
            Password = Secret.FromValue(password ?? PostgreSqlCluster.Password),
        });

    internal static CatalogRecord Record(string key, CatalogRecordKind kind = CatalogRecordKind.Run) => new(kind, "a", key, Now, "{}");
}
