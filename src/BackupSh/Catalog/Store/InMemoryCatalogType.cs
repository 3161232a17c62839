using BackupSh.Configuration;

namespace BackupSh.Catalog.Store;

/// <summary>What <c>"Type": "InMemory"</c> names in a configuration's <c>Catalog</c>.</summary>
internal static class InMemoryCatalogType
{
    internal static readonly ComponentType<CatalogStore, object> Instance =
        new("InMemory", "memory", static (_, _) => { }, static (_, _) => { }, static (_, _, _) => new InMemoryCatalogStore());
}
