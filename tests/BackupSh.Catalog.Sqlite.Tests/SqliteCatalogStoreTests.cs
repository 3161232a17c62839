using BackupSh.Catalog.Store;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Catalog;

namespace BackupSh.Catalog.Sqlite.Tests;

public sealed class SqliteCatalogStoreTests : CatalogStoreContractTests, IDisposable
{
    private readonly TempDirectory _directory = new();

    protected override Task<CatalogStore> OpenAsync() => Task.FromResult<CatalogStore>(Stores.Open(_directory.File("backupsh.db")));

    protected override Task<CatalogStore?> OpenAgainAsync(CatalogStore other) =>
        Task.FromResult<CatalogStore?>(Stores.Open(_directory.File("backupsh.db")));

    public void Dispose() => _directory.Dispose();
}
