using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BackupSh.Catalog.Store;
using BackupSh.Catalog.Sync;
using BackupSh.Jobs;
using BackupSh.Scheduling;

namespace BackupSh.Catalog.History;

/// <summary>Tells what the catalog remembers: runs, due times without one, notifications, usage, the audit trail. Newest first.</summary>
/// <remarks>Thread-safe. In memory it begins with the process. What cannot be read from the store is a <see cref="CatalogException"/>.</remarks>
public sealed class BackupHistory
{
    private readonly CatalogStore _store;

    internal BackupHistory(CatalogStore store) => _store = store;

    /// <summary>Lists runs.</summary>
    /// <param name="job">The job, or <see langword="null"/> for all.</param>
    /// <param name="limit">How many at most; 1 or more, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The runs.</returns>
    public IAsyncEnumerable<RunRecord> ListRunsAsync(string? job = null, int? limit = null, CancellationToken cancellationToken = default) =>
        ReadAsync(new CatalogQuery { Kind = CatalogRecordKind.Run, Group = job, Limit = limit }, CatalogJson.Default.RunRecord, cancellationToken);

    /// <summary>Lists the due times of a job that got no run of their own, each with its reason. Together with the runs it accounts
    /// for every due time.</summary>
    /// <param name="job">The job.</param>
    /// <param name="limit">How many entries at most; 1 or more, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The last 1000 entries.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1.</exception>
    public IAsyncEnumerable<PassedDueTimes> ListPassedDueTimesAsync(string job, int? limit = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(job);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit ?? 1, 1, nameof(limit));
        return ScheduleRecords.ListPassedAsync(_store, job, cancellationToken).Take(limit ?? int.MaxValue);
    }

    /// <summary>Lists what observers were told.</summary>
    /// <param name="limit">How many at most; 1 or more, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The notifications of the last 90 days.</returns>
    public IAsyncEnumerable<NotificationRecord> ListNotificationsAsync(int? limit = null, CancellationToken cancellationToken = default) =>
        ReadAsync(new CatalogQuery { Kind = CatalogRecordKind.Notification, Limit = limit }, CatalogJson.Default.NotificationRecord, cancellationToken);

    /// <summary>Lists what storages held, day by day.</summary>
    /// <param name="storage">The storage, or <see langword="null"/> for all.</param>
    /// <param name="from">The first day, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>One record for each storage and day on which it was synced.</returns>
    public IAsyncEnumerable<UsageRecord> ListUsageAsync(
        string? storage = null, DateOnly? from = null, CancellationToken cancellationToken = default)
    {
        DateTimeOffset? first = from is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : null;
        return ReadAsync(
            new CatalogQuery { Kind = CatalogRecordKind.Usage, Group = storage, From = first }, CatalogJson.Default.UsageRecord, cancellationToken);
    }

    /// <summary>Lists the backups that were seen, also those that are gone.</summary>
    /// <param name="storage">The storage, or <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The backups.</returns>
    public async IAsyncEnumerable<KnownBackup> ListBackupsAsync(
        string? storage = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        CatalogQuery query = new() { Kind = CatalogRecordKind.Backup, Group = storage };
        await foreach (CatalogRecord record in _store.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            BackupDocument document = BackupDocument.Of(record);
            yield return new KnownBackup(record.Group, BackupName.Parse(record.Key), document.ArchiveBytes, document.Health, document.GoneAt);
        }
    }

    /// <summary>Lists the audit trail, one entry for each act: its last step.</summary>
    /// <param name="limit">How many at most; 1 or more, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The acts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1.</exception>
    public async IAsyncEnumerable<AuditEntry> ListAuditAsync(
        int? limit = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit ?? 1, 1, nameof(limit));
        HashSet<string> ended = [];
        int left = limit ?? int.MaxValue;
        CatalogQuery query = new() { Kind = CatalogRecordKind.Audit };
        await foreach (AuditEntry entry in ReadAsync(query, CatalogJson.Default.AuditEntry, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Outcome != AuditOutcome.Begun)
            {
                ended.Add(entry.ActId);
            }
            else if (ended.Remove(entry.ActId))
            {
                continue;
            }

            yield return entry;
            if (--left == 0)
            {
                yield break;
            }
        }
    }

    private async IAsyncEnumerable<T> ReadAsync<T>(
        CatalogQuery query, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (CatalogRecord record in _store.ListAsync(query, cancellationToken).ConfigureAwait(false))
        {
            yield return JsonSerializer.Deserialize(record.Document, type)!;
        }
    }
}
