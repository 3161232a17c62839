using BackupSh.Conformance;
using BackupSh.Storage.S3.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupSh.Storage.S3.Tests;

/// <summary>What the S3 storage declares, on a server that honours If-None-Match for single requests only.</summary>
internal sealed class S3Conformance : StorageConformance
{
    private readonly S3Bucket _bucket;

    internal S3Conformance(S3Bucket bucket)
    {
        _bucket = bucket;
    }

    public override StorageTraits Traits { get; } = new()
    {
        CreateOnly = CreateOnlyScope.SmallObjects,
        HasTemporaryLinks = true,
        HasVersions = true,
        PartBytes = [PartPlan.SmallestPartBytes],
        PageObjects = 20,
        DeleteBatchNames = 20,
    };

    public override Task<IBackupStorage> OpenAsync(CancellationToken cancellationToken = default) => Task.FromResult<IBackupStorage>(Open(_bucket.Name));

    public override Task<IBackupStorage?> OpenMissingAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IBackupStorage?>(Open(_bucket.Name + "-missing"));

    private S3Storage Open(string bucket)
    {
        S3StorageOptions options = TestOptions.For(_bucket.Account, bucket);
        options.Prefix = "conformance";
        options.CreateOnly = S3CreateOnly.SmallObjects;
        options.PartBytes = PartPlan.SmallestPartBytes;
        options.PageObjects = Traits.PageObjects;
        options.BatchNames = Traits.DeleteBatchNames;
        return new S3Storage("offsite", options, TimeProvider.System, NullLogger.Instance);
    }
}
