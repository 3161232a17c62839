namespace BackupSh.Catalog.Store;

/// <summary>Who holds a lease.</summary>
/// <param name="Holder">A name that nobody else has.</param>
/// <param name="Until">When it ends by itself.</param>
internal sealed record CatalogLease(string Holder, DateTimeOffset Until);
