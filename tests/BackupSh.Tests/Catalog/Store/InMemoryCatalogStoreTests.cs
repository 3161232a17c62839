using BackupSh.Catalog.Store;
using BackupSh.TestSupport.Catalog;

namespace BackupSh.Tests.Catalog.Store;

public sealed class InMemoryCatalogStoreTests : CatalogStoreContractTests
{
    protected override Task<CatalogStore> OpenAsync() => Task.FromResult<CatalogStore>(new InMemoryCatalogStore());

    protected override Task<CatalogStore?> OpenAgainAsync(CatalogStore other) => Task.FromResult<CatalogStore?>(null);
}
