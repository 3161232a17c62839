using BackupSh.Conformance;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Storage.S3.Tests;

public sealed class S3StorageConformanceTests(S3Bucket bucket) : StorageConformanceTests, IClassFixture<S3Bucket>
{
    private readonly S3Conformance _conformance = new(bucket);

    protected override StorageConformance Conformance => _conformance;
}
