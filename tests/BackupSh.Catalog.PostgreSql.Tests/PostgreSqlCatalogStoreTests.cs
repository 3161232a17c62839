using BackupSh.Catalog.Store;
using BackupSh.TestSupport.Catalog;
using BackupSh.TestSupport.PostgreSql;

[assembly: AssemblyFixture(typeof(SharedCluster))]

namespace BackupSh.Catalog.PostgreSql.Tests;

public sealed class PostgreSqlCatalogStoreTests(SharedCluster shared) : CatalogStoreContractTests
{
    private string? _database;

    protected override async Task<CatalogStore> OpenAsync()
    {
        PostgreSqlCluster cluster = await shared.GetAsync();
        _database = await cluster.CreateAsync();
        return Stores.Open(cluster, _database);
    }

    protected override async Task<CatalogStore?> OpenAgainAsync(CatalogStore other) => Stores.Open(await shared.GetAsync(), _database!);
}
