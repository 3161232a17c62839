using BackupSh.Catalog.Store;

namespace BackupSh.Tests.Scheduling;

/// <summary>A store that can be made to fail, and be carried away.</summary>
/// <param name="inner">The store behind it, or null for one of its own.</param>
internal sealed class FailingCatalogStore(CatalogStore? inner = null) : CatalogStore
{
    private readonly CatalogStore _inner = inner ?? new InMemoryCatalogStore();

    internal bool Fails { get; set; }

    /// <summary>Gets the record with which it begins to fail, once that is written: as if its node died then.</summary>
    internal Func<CatalogRecord, bool> FailsAfter { get; init; } = _ => false;

    internal string? Home { get; set; }

    public override Task<string?> FindHomeAsync(CancellationToken cancellationToken = default) => Task.FromResult(Home);

    public override Task<CatalogRecord?> FindAsync(CatalogRecordKind kind, string group, string key, CancellationToken cancellationToken = default) =>
        Inner().FindAsync(kind, group, key, cancellationToken);

    protected override IAsyncEnumerable<CatalogRecord> ListCoreAsync(CatalogQuery query, CancellationToken cancellationToken) =>
        Inner().ListAsync(query, cancellationToken);

    protected override Task<CatalogRecord?> TryWriteCoreAsync(CatalogRecord record, CancellationToken cancellationToken) =>
        Inner().TryWriteAsync(record, cancellationToken);

    protected override async Task WriteCoreAsync(IReadOnlyCollection<CatalogRecord> records, CancellationToken cancellationToken)
    {
        await Inner().WriteAsync(records, cancellationToken);
        Fails |= records.Any(FailsAfter);
    }

    protected override Task<bool> TryRemoveCoreAsync(CatalogRecord record, CancellationToken cancellationToken) =>
        Inner().TryRemoveAsync(record, cancellationToken);

    protected override Task RemoveBeforeCoreAsync(CatalogRecordKind kind, DateTimeOffset before, CancellationToken cancellationToken) =>
        Inner().RemoveBeforeAsync(kind, before, cancellationToken);

    private CatalogStore Inner() => Fails ? throw new CatalogException(new BackupShError("BSH9999", "The catalog is away.", "Wait.")) : _inner;
}
