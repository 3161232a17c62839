using BackupSh.Catalog.History;
using BackupSh.Diagnostics;

namespace BackupSh.Restore;

/// <summary>A restore that may replace its target: the audit trail knows of it before it begins.</summary>
internal sealed class AuditedReplacement(AuditTrail audit)
{
    internal async Task<RestoreResult> RunAsync(
        string backup, RestoreOptions options, Func<Task<RestoreResult>> restore, CancellationToken cancellationToken)
    {
        AuditEntry begun = await audit.BeginAsync(
            AuditAct.ReplaceTarget, [options.Target], $"restore of '{backup}'",
            entry => entry with { Storage = options.Storage }, cancellationToken).ConfigureAwait(false);
        try
        {
            RestoreResult restored = await restore().ConfigureAwait(false);
            await audit.EndAsync(begun, AuditOutcome.Done, null).ConfigureAwait(false);
            return restored;
        }
        catch (Exception exception)
        {
            await audit.EndAsync(begun, AuditOutcome.Failed, Failure.ErrorOf(exception)).ConfigureAwait(false);
            throw;
        }
    }
}
