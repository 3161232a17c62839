using BackupSh.Catalog;
using BackupSh.Diagnostics;
using BackupSh.Shared;
using BackupSh.Storage;

namespace BackupSh.Backups;

/// <summary>Finds the first second that is free for a database in all storages of a run, and claims it.</summary>
/// <remarks>A name is allocated, not computed: an hourly and a nightly job of one source both start at 03:00:00, and two
/// nodes may run one job. Storages are claimed in the order of their names, so that of two runs one always wins.</remarks>
internal sealed class NameAllocation
{
    // Ten minutes of seconds: more runs of one database at once than that are no backup plan.
    private const int MaximumAttempts = 600;

    private readonly string _runId;
    private readonly Cleanup _cleanup;
    private readonly StorageTarget[] _targets;
    private readonly Dictionary<string, Exception> _failures = new(StringComparer.Ordinal);
    private readonly List<StorageTarget> _claimed = [];

    internal NameAllocation(IEnumerable<StorageTarget> targets, string runId, Cleanup cleanup)
    {
        _runId = runId;
        _cleanup = cleanup;
        _targets = [.. targets.OrderBy(target => target.Name, StringComparer.Ordinal)];
    }

    /// <summary>Gets the storages that could not be claimed, with why. A failed storage does not stop the others.</summary>
    internal IReadOnlyDictionary<string, Exception> Failures => _failures;

    /// <summary>Claims a name in every storage that answers.</summary>
    internal async Task<BackupName> ClaimAsync(string database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int length = BackupName.Escape(database).Length;
        if (length > BackupName.MaximumDatabaseLength)
        {
            throw new BackupShException(ErrorTexts.Error("BSH0504", database, length, BackupName.MaximumDatabaseLength));
        }

        for (int attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            BackupName name = BackupName.Create(database, now.AddSeconds(attempt));
            if (await TryClaimAsync(name, cancellationToken).ConfigureAwait(false))
            {
                return name;
            }
        }

        throw new BackupShException(ErrorTexts.Error("BSH0502", database, MaximumAttempts), isTransient: true);
    }

    /// <summary>Claims one name in every storage that answers.</summary>
    /// <returns>False if it is not free in one of them; then nothing is claimed.</returns>
    internal async Task<bool> TryClaimAsync(BackupName name, CancellationToken cancellationToken)
    {
        bool claimed = false;
        try
        {
            return claimed = await TryClaimAllAsync(name, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!claimed)
            {
                await ReleaseAsync(name).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives the name back in every storage.</summary>
    internal async Task ReleaseAsync(BackupName name)
    {
        await Task.WhenAll(_claimed.Select(target => _cleanup.TryAsync(
            target.Name, $"claim on '{name}'", token => BackupClaim.RemoveAsync(target, name, _runId, token)))).ConfigureAwait(false);
        _claimed.Clear();
    }

    private async Task<bool> TryClaimAllAsync(BackupName name, CancellationToken cancellationToken)
    {
        foreach (StorageTarget target in _targets.Where(target => !_failures.ContainsKey(target.Name)))
        {
            try
            {
                if (!await TryClaimAsync(target, name, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }
            }
            catch (Exception exception) when (!exception.IsCancellationBy(cancellationToken))
            {
                _failures[target.Name] = exception;
            }
        }

        return true;
    }

    // First the claim, then the look: whoever looks first may find nothing, and claim what another run has filled and
    // given back meanwhile.
    private async Task<bool> TryClaimAsync(StorageTarget target, BackupName name, CancellationToken cancellationToken)
    {
        // Before the attempt: a claim whose answer is lost or not waited for may stand all the same.
        _claimed.Add(target);
        if (!await BackupClaim.TryPutAsync(target, name, _runId, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        List<StorageObject> taken = await target.Requests.ListAsync(name + ".", cancellationToken).ConfigureAwait(false);
        return taken.TrueForAll(stored => BackupClaim.IsClaim(stored, name));
    }
}
