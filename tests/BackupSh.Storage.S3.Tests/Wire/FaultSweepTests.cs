using BackupSh.Storage.S3.Tests.Servers;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>Every fault at every kind of request, once and for ever: <see cref="FaultSweep"/> has the data and the laws.</summary>
/// <remarks>One class for each operation, so that they run in parallel.</remarks>
public sealed class SmallUploadSweepTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    [Fact]
    public Task UploadAsync_AnyFaultAtAnyRequestOfASmallUpload_IsWholeOrAbsent() =>
        FaultSweep.RunAsync(bucket, FaultSweep.Upload("small upload", 1000, [S3Call.Put, S3Call.Head]));
}

/// <summary>See <see cref="SmallUploadSweepTests"/>.</summary>
public sealed class LargeUploadSweepTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    [Fact]
    public Task UploadAsync_AnyFaultAtAnyRequestOfALargeUpload_IsWholeOrAbsent() => FaultSweep.RunAsync(
        bucket,
        FaultSweep.Upload(
            "large upload", (2 * WireBench.PartBytes) + 1000, [S3Call.Create, S3Call.Part(1), S3Call.Part(3), S3Call.Complete, S3Call.Head]));
}

/// <summary>See <see cref="SmallUploadSweepTests"/>.</summary>
public sealed class ListSweepTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    [Fact]
    public Task ListAsync_AnyFaultAtAnyPage_IsCompleteOrThrows() => FaultSweep.RunAsync(bucket, FaultSweep.List);
}

/// <summary>See <see cref="SmallUploadSweepTests"/>.</summary>
public sealed class ReadSweepTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    [Fact]
    public Task OpenReadAsync_AnyFault_GivesTheBytesOrThrows() => FaultSweep.RunAsync(bucket, FaultSweep.Read);
}

/// <summary>See <see cref="SmallUploadSweepTests"/>.</summary>
public sealed class DeleteSweepTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    [Fact]
    public Task DeleteAsync_AnyFault_SaysWhatIsGone() => FaultSweep.RunAsync(bucket, FaultSweep.Delete);
}
