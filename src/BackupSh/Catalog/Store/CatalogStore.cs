namespace BackupSh.Catalog.Store;

/// <summary>Keeps what the engine knows: the catalog, the history, the audit trail, jobs of run time, schedules and leases.</summary>
/// <remarks>
/// <para>A store keeps records whose documents it does not read. Thread-safe, and safe between processes that use the same one.
/// Names are compared by code unit, with regard to case.</para>
/// <para>It is a cache and a diary: dropping it loses the history, and no backup. What fails is a <see cref="CatalogException"/>.</para>
/// <para>Records of <see cref="CatalogRecordKind.Audit"/> can be added, and neither changed nor removed; this class sees to it.</para>
/// </remarks>
public abstract class CatalogStore : IDisposable
{
    /// <summary>Finds a record.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="group">Its group.</param>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The record, or <see langword="null"/>.</returns>
    /// <exception cref="CatalogException">The store could not be asked.</exception>
    public abstract Task<CatalogRecord?> FindAsync(
        CatalogRecordKind kind, string group, string key, CancellationToken cancellationToken = default);

    /// <summary>Lists records, newest first; those of one moment by group, then key.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The records. What changes meanwhile may be in it or not; the store may be written to while it is read.</returns>
    /// <exception cref="ArgumentException">The limit is less than 1.</exception>
    /// <exception cref="CatalogException">The store could not be asked.</exception>
    public IAsyncEnumerable<CatalogRecord> ListAsync(CatalogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit ?? 1, 1, nameof(query));
        return ListCoreAsync(query, cancellationToken);
    }

    /// <summary>Writes a record if nobody has written it since it was read.</summary>
    /// <param name="record">The record. Its <see cref="CatalogRecord.Version"/> is the one that it replaces; 0: there must be none.</param>
    /// <param name="cancellationToken">Ends the writing; the record is written whole or not at all.</param>
    /// <returns>The record with its new version, or <see langword="null"/> if another version stands there, or none.</returns>
    /// <exception cref="ArgumentException">A name is too long, or it would change the audit trail.</exception>
    /// <exception cref="CatalogException">The store could not be asked.</exception>
    public Task<CatalogRecord?> TryWriteAsync(CatalogRecord record, CancellationToken cancellationToken = default)
    {
        Check(record);
        return record is { Kind: CatalogRecordKind.Audit, Version: not 0 }
            ? throw AuditIsFinal(nameof(record))
            : TryWriteCoreAsync(record, cancellationToken);
    }

    /// <summary>Writes records, whatever stands there: all, or none.</summary>
    /// <param name="records">The records; their versions do not matter.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>A task that ends when they are stored.</returns>
    /// <exception cref="ArgumentException">A name is too long, or it could change the audit trail.</exception>
    /// <exception cref="CatalogException">The store could not be asked.</exception>
    public Task WriteAsync(IReadOnlyCollection<CatalogRecord> records, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (CatalogRecord record in records)
        {
            Check(record);
            ThrowIfAudit(record.Kind, nameof(records));
        }

        return records.Count == 0 ? Task.CompletedTask : WriteCoreAsync(records, cancellationToken);
    }

    /// <summary>Removes a record if nobody has written it since it was read.</summary>
    /// <param name="record">The record as it was read.</param>
    /// <param name="cancellationToken">Ends the removal.</param>
    /// <returns>Whether it was removed: <see langword="false"/> if another version stands there, or none.</returns>
    /// <exception cref="ArgumentException">It is part of the audit trail.</exception>
    /// <exception cref="CatalogException">The store could not be asked.</exception>
    public Task<bool> TryRemoveAsync(CatalogRecord record, CancellationToken cancellationToken = default)
    {
        Check(record);
        ThrowIfAudit(record.Kind, nameof(record));
        return TryRemoveCoreAsync(record, cancellationToken);
    }

    /// <summary>Removes the records of a kind that are older than a moment.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="before">The first moment that stays.</param>
    /// <param name="cancellationToken">Ends the removal.</param>
    /// <returns>A task that ends when they are gone.</returns>
    /// <exception cref="ArgumentException">It is the audit trail.</exception>
    /// <exception cref="CatalogException">The store could not be asked.</exception>
    public Task RemoveBeforeAsync(CatalogRecordKind kind, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        ThrowIfAudit(kind, nameof(kind));
        return RemoveBeforeCoreAsync(kind, before, cancellationToken);
    }

    /// <summary>Says where the store is kept, so that a copy of it somewhere else is told apart.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Words that stay the same as long as the store stays where it is: a machine with a path, a server with a database.
    /// <see langword="null"/> if it cannot be copied, or holds nothing yet. The default is <see langword="null"/>.</returns>
    /// <remarks>Schedules start nothing at a home that nobody has confirmed. What changes with each start must not be in it.</remarks>
    /// <exception cref="CatalogException">The store could not be asked.</exception>
    public virtual Task<string?> FindHomeAsync(CancellationToken cancellationToken = default) => Task.FromResult<string?>(null);

    /// <summary>Closes the store.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lists records: see <see cref="ListAsync"/>.</summary>
    /// <param name="query">Which ones; the limit is 1 or more.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The records.</returns>
    protected abstract IAsyncEnumerable<CatalogRecord> ListCoreAsync(CatalogQuery query, CancellationToken cancellationToken = default);

    /// <summary>Writes a record: see <see cref="TryWriteAsync"/>.</summary>
    /// <param name="record">The record, checked.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The record with its new version, or <see langword="null"/>.</returns>
    protected abstract Task<CatalogRecord?> TryWriteCoreAsync(CatalogRecord record, CancellationToken cancellationToken = default);

    /// <summary>Writes records: see <see cref="WriteAsync"/>.</summary>
    /// <param name="records">The records, checked; at least one.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>A task that ends when they are stored.</returns>
    protected abstract Task WriteCoreAsync(IReadOnlyCollection<CatalogRecord> records, CancellationToken cancellationToken = default);

    /// <summary>Removes a record: see <see cref="TryRemoveAsync"/>.</summary>
    /// <param name="record">The record, checked.</param>
    /// <param name="cancellationToken">Ends the removal.</param>
    /// <returns>Whether it was removed.</returns>
    protected abstract Task<bool> TryRemoveCoreAsync(CatalogRecord record, CancellationToken cancellationToken = default);

    /// <summary>Removes old records: see <see cref="RemoveBeforeAsync"/>.</summary>
    /// <param name="kind">The kind, checked.</param>
    /// <param name="before">The first moment that stays.</param>
    /// <param name="cancellationToken">Ends the removal.</param>
    /// <returns>A task that ends when they are gone.</returns>
    protected abstract Task RemoveBeforeCoreAsync(CatalogRecordKind kind, DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>Closes what the store holds open.</summary>
    /// <param name="disposing">Whether it is disposed, not finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    private static void Check(CatalogRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(record.Document);
        ArgumentException.ThrowIfNullOrEmpty(record.Key);
        if (record.Key.Length > CatalogRecord.MaximumNameLength || record.Group.Length > CatalogRecord.MaximumNameLength)
        {
            throw new ArgumentException($"A group or a key has more than {CatalogRecord.MaximumNameLength} characters.", nameof(record));
        }
    }

    private static void ThrowIfAudit(CatalogRecordKind kind, string parameter)
    {
        if (kind == CatalogRecordKind.Audit)
        {
            throw AuditIsFinal(parameter);
        }
    }

    private static ArgumentException AuditIsFinal(string parameter) => new("The audit trail is only added to.", parameter);
}
