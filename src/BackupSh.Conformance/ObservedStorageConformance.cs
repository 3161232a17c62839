using BackupSh.Storage;

namespace BackupSh.Conformance;

/// <summary>The conformance of a storage in use, seen from outside.</summary>
internal sealed class ObservedStorageConformance(IBackupStorage storage, StorageTraits traits, string scratchPrefix) : StorageConformance
{
    public override StorageTraits Traits => traits;

    public override string ScratchPrefix => scratchPrefix;

    public override Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult(storage);

    public override Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) => Task.FromResult<IBackupStorage?>(null);

    private protected override string? WhyNotApplicable(ConformanceCheck check) => "It is made by the adapter's own tests, not on a storage in use.";
}
