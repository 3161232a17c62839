using BackupSh.Conformance;
using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport.Storage;

namespace BackupSh.Storage.S3.Tests;

public sealed class S3StorageConformanceTests(TestBucket bucket) : StorageConformanceTests, IClassFixture<TestBucket>
{
    protected override StorageConformance Conformance { get; } = new S3Conformance(bucket);
}
