using System.Text.Json;

namespace BackupSh.Catalog.Store;

/// <summary>Leases: of several holders one at a time may do something, and a holder that has died blocks nobody for long.</summary>
/// <remarks>Times are the holders' own: clocks that differ by more than a part of the duration let two of them in.</remarks>
internal sealed class CatalogLeases(CatalogStore store, TimeProvider time)
{
    /// <summary>Takes a lease, or prolongs one's own.</summary>
    /// <param name="name">What is leased.</param>
    /// <param name="holder">Who takes it: a name that nobody else has.</param>
    /// <param name="duration">How long it holds unless it is prolonged.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False if somebody else has it.</returns>
    internal async Task<bool> TryTakeAsync(string name, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        CatalogRecord? record = await store.FindAsync(CatalogRecordKind.Lease, "", name, cancellationToken).ConfigureAwait(false);
        if (record is not null && Read(record) is var standing && standing.Holder != holder && standing.Until > now)
        {
            return false;
        }

        return await WriteAsync(name, new CatalogLease(holder, now + duration), record, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a lease back; another holder's stays.</summary>
    internal async Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken)
    {
        CatalogRecord? record = await store.FindAsync(CatalogRecordKind.Lease, "", name, cancellationToken).ConfigureAwait(false);
        if (record is not null && Read(record).Holder == holder)
        {
            await store.TryRemoveAsync(record, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> WriteAsync(string name, CatalogLease lease, CatalogRecord? replaced, CancellationToken cancellationToken)
    {
        string document = JsonSerializer.Serialize(lease, CatalogJson.Default.CatalogLease);
        CatalogRecord record = new(CatalogRecordKind.Lease, "", name, time.GetUtcNow(), document) { Version = replaced?.Version ?? 0 };
        return await store.TryWriteAsync(record, cancellationToken).ConfigureAwait(false) is not null;
    }

    private static CatalogLease Read(CatalogRecord record) => JsonSerializer.Deserialize(record.Document, CatalogJson.Default.CatalogLease)!;
}
