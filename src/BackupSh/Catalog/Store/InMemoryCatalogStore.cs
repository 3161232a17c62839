using System.Runtime.CompilerServices;
using System.Text;

namespace BackupSh.Catalog.Store;

/// <summary>Keeps the catalog as long as the process lives: what a host has that names no other store.</summary>
internal sealed class InMemoryCatalogStore : CatalogStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(CatalogRecordKind Kind, string Group, string Key), Stored> _records = [];
    private long _version;

    public override Task<CatalogRecord?> FindAsync(CatalogRecordKind kind, string group, string key, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult(_records.TryGetValue((kind, group, key), out Stored? stored) ? stored.Of((kind, group, key)) : null);
        }
    }

    protected override async IAsyncEnumerable<CatalogRecord> ListCoreAsync(
        CatalogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (((CatalogRecordKind, string, string) name, Stored stored) in Sorted(query).Take(query.Limit ?? int.MaxValue))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return stored.Of(name);
        }
    }

    protected override Task<CatalogRecord?> TryWriteCoreAsync(CatalogRecord record, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            long standing = _records.GetValueOrDefault(NameOf(record))?.Version ?? 0;
            return Task.FromResult(standing == record.Version ? Put(record) : null);
        }
    }

    protected override Task WriteCoreAsync(IReadOnlyCollection<CatalogRecord> records, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (CatalogRecord record in records)
            {
                Put(record);
            }
        }

        return Task.CompletedTask;
    }

    protected override Task<bool> TryRemoveCoreAsync(CatalogRecord record, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            bool stands = _records.TryGetValue(NameOf(record), out Stored? stored) && stored.Version == record.Version;
            return Task.FromResult(stands && _records.Remove(NameOf(record)));
        }
    }

    protected override Task RemoveBeforeCoreAsync(CatalogRecordKind kind, DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (((CatalogRecordKind Kind, string, string) name, Stored stored) in _records)
            {
                if (name.Kind == kind && stored.Time < before)
                {
                    _records.Remove(name);
                }
            }
        }

        return Task.CompletedTask;
    }

    private static (CatalogRecordKind Kind, string Group, string Key) NameOf(CatalogRecord record) => (record.Kind, record.Group, record.Key);

    private CatalogRecord Put(CatalogRecord record)
    {
        CatalogRecord written = record with { Version = ++_version };
        _records[NameOf(record)] = new Stored(record.Time, Encoding.UTF8.GetBytes(record.Document), written.Version);
        return written;
    }

    private List<KeyValuePair<(CatalogRecordKind Kind, string Group, string Key), Stored>> Sorted(CatalogQuery query)
    {
        lock (_gate)
        {
            return [.. _records.Where(pair => Matches(query, pair.Key, pair.Value.Time))
                .OrderByDescending(pair => pair.Value.Time)
                .ThenBy(pair => pair.Key.Group, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Key, StringComparer.Ordinal)];
        }
    }

    private static bool Matches(CatalogQuery query, (CatalogRecordKind Kind, string Group, string Key) name, DateTimeOffset time) =>
        name.Kind == query.Kind
        && (query.Group is null || name.Group == query.Group)
        && (query.From is null || time >= query.From)
        && (query.To is null || time < query.To);

    // Bytes: most documents are ASCII, and as text they would take twice the memory.
    private sealed record Stored(DateTimeOffset Time, byte[] Document, long Version)
    {
        internal CatalogRecord Of((CatalogRecordKind Kind, string Group, string Key) name) =>
            new(name.Kind, name.Group, name.Key, Time, Encoding.UTF8.GetString(Document)) { Version = Version };
    }
}
