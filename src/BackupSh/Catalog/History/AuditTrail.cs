using System.Text.Json;
using BackupSh.Backups;
using BackupSh.Catalog.Store;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using Microsoft.Extensions.Logging;

namespace BackupSh.Catalog.History;

/// <summary>Writes the audit trail: before an act, and after it.</summary>
internal sealed class AuditTrail(CatalogStore store, string instance, TimeProvider time, ILogger logger)
{
    private static readonly string Self = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>Says what is about to happen.</summary>
    /// <param name="act">What it is.</param>
    /// <param name="names">What it is done to.</param>
    /// <param name="reason">Why.</param>
    /// <param name="with">Adds storage, job and run.</param>
    /// <param name="cancellationToken">Ends the writing: then the act must not begin.</param>
    /// <returns>What <see cref="EndAsync"/> takes.</returns>
    /// <exception cref="BackupShException">It could not be written (<c>BSH1102</c>): nothing may be destroyed without a trace.</exception>
    internal async Task<AuditEntry> BeginAsync(
        AuditAct act, IReadOnlyList<string> names, string reason, Func<AuditEntry, AuditEntry> with, CancellationToken cancellationToken)
    {
        AuditEntry entry = with(new AuditEntry(RunId.Create(time), time.GetUtcNow(), act, AuditOutcome.Begun, Self, instance, names, reason));
        try
        {
            await WriteAsync(entry, cancellationToken).ConfigureAwait(false);
            return entry;
        }
        catch (CatalogException exception)
        {
            throw new BackupShException(ErrorTexts.Error("BSH1102", act, string.Join("', '", names), exception.Error.Message), exception, exception.IsTransient);
        }
    }

    /// <summary>Says how it ended. If that cannot be written, the act stands as begun, and the log has its end.</summary>
    internal async Task EndAsync(AuditEntry begun, AuditOutcome outcome, BackupShError? error)
    {
        try
        {
            // The act's own token may have fired; what has happened is told all the same.
            await WriteAsync(begun with { Time = time.GetUtcNow(), Outcome = outcome, Error = error?.ToString() }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            string names = string.Join("', '", begun.Names);
            CatalogLog.AuditEndNotWritten(logger, begun.Act.ToString(), names, outcome.ToString(), Failure.ErrorOf(exception));
        }
    }

    private Task<CatalogRecord?> WriteAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        // Of one moment, lists have the end before the start, as they have the newer before the older.
        string step = entry.Outcome == AuditOutcome.Begun ? "start" : "end";
        string document = JsonSerializer.Serialize(entry, CatalogJson.Default.AuditEntry);
        return store.TryWriteAsync(new CatalogRecord(CatalogRecordKind.Audit, entry.ActId, step, entry.Time, document), cancellationToken);
    }
}
