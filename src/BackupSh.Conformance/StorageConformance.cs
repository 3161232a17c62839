using BackupSh.Storage;

namespace BackupSh.Conformance;

/// <summary>A storage as the checks see it: how to open it, what it declares, and where it may write.</summary>
/// <remarks>
/// <para>An adapter's tests derive from it and run every check of <see cref="StorageCheck.All"/>:
/// <c>docs/extending/storage.md</c> shows the few lines.</para>
/// <para>Checks write only objects whose names start with <see cref="ScratchPrefix"/> and an id of their own, and delete them
/// in the end. So they may run in parallel, and on a storage that holds other things.</para>
/// </remarks>
public abstract class StorageConformance : ConformanceDeclaration
{
    /// <summary>Gets what the storage declares of itself.</summary>
    public abstract StorageTraits Traits { get; }

    /// <summary>Gets what the names of the checks' objects start with.</summary>
    /// <value>Lower-case; at most 40 characters, which obey <see cref="ObjectName"/>. The default is <c>conformance-</c>.</value>
    public virtual string ScratchPrefix => "conformance-";

    private protected override IReadOnlyDictionary<string, ConformanceCheck> Checks => StorageCheck.ById;

    /// <summary>Makes the conformance of a storage that is in use, with the traits that can be seen from outside.</summary>
    /// <param name="storage">The storage. It gets small objects, which are deleted again.</param>
    /// <param name="scratchPrefix">See <see cref="ScratchPrefix"/>.</param>
    /// <param name="cancellationToken">Cancels the looking.</param>
    /// <returns>A conformance whose checks of <see cref="CheckKind.Wire"/> and <see cref="CheckKind.Adapter"/> do not apply:
    /// they belong to the adapter's tests. The sizes of its parts and pages are unknown.</returns>
    /// <exception cref="StorageException">The storage could not be used at all.</exception>
    public static async Task<StorageConformance> ObserveAsync(
        IBackupStorage storage, string scratchPrefix = "conformance-", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ObjectName.ThrowIfInvalid(scratchPrefix);
        StorageTraits traits = await StorageChecks.TraitObservation.ObserveAsync(storage, scratchPrefix, cancellationToken).ConfigureAwait(false);
        return new ObservedStorageConformance(storage, traits, scratchPrefix);
    }

    /// <summary>Opens the storage under check.</summary>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>At each call another instance of the same place, where there can be several; else the same instance.</returns>
    public abstract Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Opens a storage whose place is not there: no such bucket, folder or directory.</summary>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The storage, or <see langword="null"/> if its place is always there.</returns>
    public abstract Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default);

    private protected override CheckRun Start(ConformanceCheck check) => new StorageChecks.StorageCheckRun(this, (StorageCheck)check);

    private protected override string? WhyNotApplicable(ConformanceCheck check) =>
        check.Kind == CheckKind.Wire && !Traits.IsRemote ? "There is no wire between this storage and its objects." : null;
}
