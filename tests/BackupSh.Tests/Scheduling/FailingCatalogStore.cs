using BackupSh.Catalog.Store;

namespace BackupSh.Tests.Scheduling;

/// <summary>A store in memory that can be made to fail, and be carried away.</summary>
internal sealed class FailingCatalogStore : CatalogStore
{
    private readonly InMemoryCatalogStore _inner = new();

    internal bool Fails { get; set; }

    internal string? Home { get; set; }

    public override Task<string?> FindHomeAsync(CancellationToken cancellationToken = default) => Task.FromResult(Home);

    public override Task<CatalogRecord?> FindAsync(CatalogRecordKind kind, string group, string key, CancellationToken cancellationToken = default) =>
        Inner().FindAsync(kind, group, key, cancellationToken);

    protected override IAsyncEnumerable<CatalogRecord> ListCoreAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        Inner().ListAsync(query, cancellationToken);

    protected override Task<CatalogRecord?> TryWriteCoreAsync(CatalogRecord record, CancellationToken cancellationToken) =>
        Inner().TryWriteAsync(record, cancellationToken);

    protected override Task WriteCoreAsync(IReadOnlyCollection<CatalogRecord> records, CancellationToken cancellationToken) =>
        Inner().WriteAsync(records, cancellationToken);

    protected override Task<bool> TryRemoveCoreAsync(CatalogRecord record, CancellationToken cancellationToken) =>
        Inner().TryRemoveAsync(record, cancellationToken);

    protected override Task RemoveBeforeCoreAsync(CatalogRecordKind kind, DateTimeOffset before, CancellationToken cancellationToken) =>
        Inner().RemoveBeforeAsync(kind, before, cancellationToken);

    private InMemoryCatalogStore Inner() => Fails ? throw new CatalogException(new BackupShError("BSH9999", "The catalog is away.", "Wait.")) : _inner;
}
