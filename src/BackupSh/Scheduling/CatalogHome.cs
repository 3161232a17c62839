using System.Text.Json;
using BackupSh.Catalog.History;
using BackupSh.Catalog.Store;
using BackupSh.Jobs;
using BackupSh.Shared;

namespace BackupSh.Scheduling;

/// <summary>Keeps schedules from running on a copy of a host: the catalog remembers where it was when they began to.</summary>
internal sealed class CatalogHome(CatalogStore store, TimeProvider time)
{
    private const string Key = "home";

    /// <summary>Tells what keeps schedules from running here. A catalog that has never had a scheduler is at home where it is.</summary>
    internal async Task<BackupShError?> BeginOrFindHoldAsync(CancellationToken cancellationToken)
    {
        if (await store.FindHomeAsync(cancellationToken).ConfigureAwait(false) is not { } home)
        {
            return null;
        }

        CatalogRecord? record = await FindAsync(cancellationToken).ConfigureAwait(false)
            ?? await store.TryWriteAsync(Record(home), cancellationToken).ConfigureAwait(false)
            ?? await FindAsync(cancellationToken).ConfigureAwait(false); // another node was first
        return record is null ? null : HoldOf(record, home);
    }

    /// <summary>Tells what keeps schedules from running here, or null. Writes nothing.</summary>
    internal async Task<BackupShError?> FindHoldAsync(CancellationToken cancellationToken) =>
        await store.FindHomeAsync(cancellationToken).ConfigureAwait(false) is { } home
        && await FindAsync(cancellationToken).ConfigureAwait(false) is { } record
            ? HoldOf(record, home)
            : null;

    /// <summary>Lets schedules run here.</summary>
    /// <returns>Whether they were held.</returns>
    internal async Task<bool> ConfirmAsync(AuditTrail audit, CancellationToken cancellationToken)
    {
        if (await store.FindHomeAsync(cancellationToken).ConfigureAwait(false) is not { } home
            || await FindAsync(cancellationToken).ConfigureAwait(false) is not { } record
            || HoldOf(record, home) is not { } hold)
        {
            return false;
        }

        AuditEntry entry = await audit.BeginAsync(AuditAct.ConfirmHome, [home], hold.Message, same => same, cancellationToken).ConfigureAwait(false);
        try
        {
            await store.WriteAsync([Record(home)], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await audit.EndAsync(entry, AuditOutcome.Failed, Diagnostics.Failure.ErrorOf(exception)).ConfigureAwait(false);
            throw;
        }

        await audit.EndAsync(entry, AuditOutcome.Done, null).ConfigureAwait(false);
        return true;
    }

    private static BackupShError? HoldOf(CatalogRecord record, string home)
    {
        string confirmed = JsonSerializer.Deserialize(record.Document, JobsJson.Default.ConfirmedHome)!.Home;
        return confirmed == home ? null : ErrorTexts.Error("BSH1154", confirmed, home);
    }

    // No job has an empty name.
    private Task<CatalogRecord?> FindAsync(CancellationToken cancellationToken) =>
        store.FindAsync(CatalogRecordKind.Schedule, "", Key, cancellationToken);

    private CatalogRecord Record(string home) => new(
        CatalogRecordKind.Schedule, "", Key, time.GetUtcNow(), JsonSerializer.Serialize(new ConfirmedHome(home), JobsJson.Default.ConfirmedHome));
}
