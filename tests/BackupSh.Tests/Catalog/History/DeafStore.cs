using BackupSh.Catalog.Store;
using BackupSh.Configuration;

namespace BackupSh.Tests.Catalog.History;

/// <summary>A store that takes nothing and knows nothing.</summary>
internal sealed class DeafStore : CatalogStore
{
    internal ComponentType<CatalogStore, object> Type => new("Deaf", "deaf", static (_, _) => { }, static (_, _) => { }, (_, _, _) => this);

    private static CatalogException Failure => new(new BackupShError("BSH1128", "The store is deaf.", "Speak up."));

    public override Task<CatalogRecord?> FindAsync(CatalogRecordKind kind, string group, string key, CancellationToken cancellationToken = default) =>
        throw Failure;

    protected override IAsyncEnumerable<CatalogRecord> ListCoreAsync(CatalogQuery query, CancellationToken cancellationToken) => throw Failure;

    protected override Task<CatalogRecord?> TryWriteCoreAsync(CatalogRecord record, CancellationToken cancellationToken) =>
        Task.FromException<CatalogRecord?>(Failure);

    protected override Task WriteCoreAsync(IReadOnlyCollection<CatalogRecord> records, CancellationToken cancellationToken) =>
        Task.FromException(Failure);

    protected override Task<bool> TryRemoveCoreAsync(CatalogRecord record, CancellationToken cancellationToken) => Task.FromException<bool>(Failure);

    protected override Task RemoveBeforeCoreAsync(CatalogRecordKind kind, DateTimeOffset before, CancellationToken cancellationToken) =>
        Task.FromException(Failure);
}
