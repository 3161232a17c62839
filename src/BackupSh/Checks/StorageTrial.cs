using System.Text.RegularExpressions;
using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Storage;

namespace BackupSh.Checks;

/// <summary>A throw-away part of a storage in use, to try out on it what the storage does and what its credentials may.</summary>
/// <remarks>Nothing outside of <see cref="Prefix"/> is touched. What a killed trial leaves starts with it, is no backup to a list or
/// a rotation, and is removed by <see cref="SweepAsync"/> of a later one.</remarks>
public sealed partial class StorageTrial
{
    /// <summary>What the names of a trial's objects start with: <c>backupsh-trial-</c>, then an id of each trial's own.</summary>
    public const string Prefix = "backupsh-trial-";

    // Longer than any trial takes, so that none removes what another one is using.
    private static readonly TimeSpan StaleAge = TimeSpan.FromDays(1);

    private readonly Engine _engine;
    private readonly StorageTarget _target;

    internal StorageTrial(Engine engine, StorageTarget target)
    {
        _engine = engine;
        _target = target;
        Storage = new FencedStorage(target.Storage, Prefix);
    }

    /// <summary>Gets the storage's name.</summary>
    public string StorageName => _target.Name;

    /// <summary>Gets the storage. Names without <see cref="Prefix"/> can be listed, and nothing else.</summary>
    public IBackupStorage Storage { get; }

    /// <summary>Gets the least rights that each role needs in this storage; empty if its type does not tell.</summary>
    public IReadOnlyList<AccessPolicy> LeastRights => _engine.Components.GetLeastRights(StorageName);

    /// <summary>Finds out what the storage's credentials may do, on small objects that are deleted again.</summary>
    /// <param name="cancellationToken">Ends the probing, after its objects are removed.</param>
    /// <returns>One result for each <see cref="StorageRight"/>, in that order. What is refused is a result, not thrown. Where
    /// nothing may be deleted, one small object stays.</returns>
    /// <remarks>Where objects can be locked, one is for five seconds, which are waited for.</remarks>
    public async Task<IReadOnlyList<RightResult>> ProbeRightsAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Cleanup cleanup = new(Options.BackupJobOptions.DefaultCleanupTimeout, _engine.Time, _engine.Logger);
        return await new RightsProbe(_target, cleanup, _engine.Time).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says in words what follows from the rights that were found.</summary>
    /// <param name="rights">What <see cref="ProbeRightsAsync"/> has returned.</param>
    /// <returns>One result of kind <see cref="CheckKind.StorageRights"/>.</returns>
    public CheckResult Judge(IReadOnlyList<RightResult> rights)
    {
        ArgumentNullException.ThrowIfNull(rights);
        return RightsJudgement.Of(StorageName, rights);
    }

    /// <summary>Deletes what trials left that were killed more than a day ago.</summary>
    /// <param name="cancellationToken">Ends the sweep between two deletions.</param>
    /// <returns>How many objects were deleted.</returns>
    /// <exception cref="StorageException">The storage could not be listed, or an object could not be deleted.</exception>
    public async Task<int> SweepAsync(CancellationToken cancellationToken = default)
    {
        int count = 0;
        List<StorageObject> found = await _target.Requests.ListAsync(Prefix, cancellationToken).ConfigureAwait(false);
        foreach (StorageObject stale in found.Where(IsStale))
        {
            DeleteOutcome outcome = await _target.Requests.DeleteAsync(stale.Name, cancellationToken).ConfigureAwait(false);
            if (!outcome.IsGone)
            {
                throw new StorageException(StorageName, stale.Name, outcome.Error ?? Shared.ErrorTexts.Error("BSH0513", StorageName, stale.Name));
            }

            count++;
        }

        return count;
    }

    // Of what begins alike, only what is certainly a trial's: a source may have such a name, too.
    private bool IsStale(StorageObject stored) =>
        _engine.Now - stored.LastModified > StaleAge && TrialName().IsMatch(stored.Name) && !BackupFile.TryParse(stored.Name, out _);

    // Source: StorageCheckRun (12 digits) and TraitObservation (32) of BackupSh.Conformance, and RightsProbe.
    [GeneratedRegex($@"\A{Prefix}(?:[0-9a-f]{{12}}|[0-9a-f]{{32}})-", RegexOptions.CultureInvariant)]
    private static partial Regex TrialName();
}
