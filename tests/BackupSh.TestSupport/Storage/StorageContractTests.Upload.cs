using System.Security.Cryptography;
using BackupSh.Storage;
using Xunit;

namespace BackupSh.TestSupport.Storage;

/// <content>Clauses 1 to 5: atomic, no leftovers, read after write, write once, stream manners.</content>
public abstract partial class StorageContractTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(131071)]
    [InlineData(131072)]
    [InlineData(131073)]
    [InlineData(1_000_003)]
    public async Task UploadAsync_AnySize_ReadsBackWhole(int size)
    {
        IBackupStorage storage = await CreateAsync();
        byte[] bytes = ContentStream.Bytes(size);

        await UploadAsync(storage, "object", bytes);

        Assert.Equal(bytes, await ReadAsync(storage, "object"));
    }

    [Fact]
    public async Task UploadAsync_Succeeds_ReturnsWhatTheListingShows()
    {
        IBackupStorage storage = await CreateAsync();

        StorageObject stored = await UploadAsync(storage, "object", ContentStream.Bytes(1234));

        StorageObject listed = Assert.Single(await ListAsync(storage));
        Assert.Equal(("object", 1234L), (stored.Name, stored.SizeBytes));
        Assert.Equal((stored.Name, stored.SizeBytes, stored.Version), (listed.Name, listed.SizeBytes, listed.Version));
        Assert.Equal(TimeSpan.Zero, stored.LastModified.Offset);
    }

    [Fact]
    public async Task UploadAsync_ChecksumReturned_IsOfTheContent()
    {
        IBackupStorage storage = await CreateAsync();
        byte[] bytes = ContentStream.Bytes(1234);

        StorageObject stored = await UploadAsync(storage, "object", bytes);

        Assert.SkipUnless(stored.Checksum?.StartsWith("sha256:", StringComparison.Ordinal) ?? false, "This storage computes no SHA-256.");
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)), stored.Checksum);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(150_000)]
    [InlineData(299_999)]
    [InlineData(300_000)]
    public async Task UploadAsync_ContentFails_ThrowsItsExceptionAndLeavesNothing(int position)
    {
        IBackupStorage storage = await CreateAsync();
        IOException failure = new("The dump has crashed.");
        ContentStream content = ContentStream.FailingAt(position, ContentStream.Bytes(300_000), failure);

        Exception thrown = await Assert.ThrowsAnyAsync<Exception>(() => storage.UploadAsync("object", content, Options(), Token));

        Assert.Same(failure, thrown);
        await AssertNothingStaysAsync(storage, "object");
    }

    [Fact]
    public async Task UploadAsync_AfterFailure_NameIsFree()
    {
        IBackupStorage storage = await CreateAsync();
        ContentStream failing = ContentStream.FailingAt(10, ContentStream.Bytes(20), new IOException());
        await Assert.ThrowsAsync<IOException>(() => storage.UploadAsync("object", failing, Options(), Token));

        await UploadAsync(storage, "object", [1, 2, 3]);

        Assert.Equal([1, 2, 3], await ReadAsync(storage, "object"));
    }

    [Fact]
    public async Task UploadAsync_ContentGivesOneByteAtATime_StoresAll()
    {
        IBackupStorage storage = await CreateAsync();
        byte[] bytes = ContentStream.Bytes(5000);

        await storage.UploadAsync("object", new ContentStream(bytes) { ReadLimit = 1 }, Options(), Token);

        Assert.Equal(bytes, await ReadAsync(storage, "object"));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public async Task UploadAsync_SizeHintIsWrong_StoresWhatCame(long hint)
    {
        IBackupStorage storage = await CreateAsync();
        byte[] bytes = ContentStream.Bytes(5000);

        await storage.UploadAsync("object", new ContentStream(bytes), Options(hint), Token);

        Assert.Equal(bytes, await ReadAsync(storage, "object"));
    }

    [Fact]
    public async Task UploadAsync_Content_IsNotDisposed()
    {
        IBackupStorage storage = await CreateAsync();
        ContentStream content = new([1, 2, 3]);

        await storage.UploadAsync("object", content, Options(), Token);

        Assert.False(content.IsDisposed);
    }

    [Fact]
    public async Task UploadAsync_NameIsTaken_ThrowsAndKeepsTheOldBytes()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "object", [1, 2, 3]);

        StorageObjectExistsException thrown =
            await Assert.ThrowsAsync<StorageObjectExistsException>(() => UploadAsync(storage, "object", [4, 5]));

        Assert.Equal("object", thrown.ObjectName);
        Assert.Equal([1, 2, 3], await ReadAsync(storage, "object"));
    }

    [Fact]
    public async Task UploadAsync_NotYetFinished_IsNeitherListedNorReadable()
    {
        IBackupStorage storage = await CreateAsync();
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ContentStream content = new(ContentStream.Bytes(300_000)) { Gate = gate.Task, GateAt = 200_000 };
        Task<StorageObject> upload = storage.UploadAsync("object", content, Options(), Token);
        await content.GateReached.WaitAsync(Token);

        await AssertNothingStaysAsync(storage, "object");

        gate.SetResult();
        await upload;
        Assert.Equal(["object"], await NamesAsync(storage));
    }

    [Fact]
    public async Task UploadAsync_RacingWriters_OneWinsWithItsWholeContent()
    {
        IBackupStorage storage = await CreateAsync();
        Assert.SkipUnless(
            storage.GetAbility<ICreateOnlyStorage>() is { Scope: CreateOnlyScope.AllObjects },
            "This storage promises nothing between racing writers.");
        byte[][] contents = [.. Enumerable.Range(0, 8).Select(i => ContentStream.Bytes(200_000 + i, seed: i))];

        Exception?[] outcomes = await Task.WhenAll(
            contents.Select(
                bytes => Task.Run(async () => await Record.ExceptionAsync(() => UploadAsync(storage, "object", bytes)), Token)));

        int winner = Assert.Single(Enumerable.Range(0, contents.Length), i => outcomes[i] is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.IsType<StorageObjectExistsException>(outcome));
        Assert.Equal(contents[winner], await ReadAsync(storage, "object"));
    }

    [Fact]
    public async Task UploadAsync_Progress_NeverFallsAndEndsWithTheSize()
    {
        IBackupStorage storage = await CreateAsync();
        ProgressLog progress = new();

        await storage.UploadAsync("object", new ContentStream(ContentStream.Bytes(500_000)), Options(progress: progress), Token);

        Assert.Equal(progress.Reports.Order(), progress.Reports);
        Assert.Equal(500_000, progress.Reports[^1]);
    }

    [Fact]
    public async Task UploadAsync_TokenIsCancelledAlready_ReadsNothing()
    {
        IBackupStorage storage = await CreateAsync();
        ContentStream content = new([1, 2, 3]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => storage.UploadAsync("object", content, Options(), new CancellationToken(canceled: true)));

        Assert.Equal(0, content.ReadCount);
        await AssertNothingStaysAsync(storage, "object");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200_000)]
    [InlineData(300_000)]
    public async Task UploadAsync_TokenFiresWhileContentFlows_ThrowsUnwrappedAndLeavesNothing(int position)
    {
        IBackupStorage storage = await CreateAsync();
        using CancellationTokenSource cancellation = new();
        ContentStream content = new(ContentStream.Bytes(300_000))
        {
            ReadLimit = 100_000,
            BeforeRead = at => CancelAt(position, at, cancellation),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => storage.UploadAsync("object", content, Options(), cancellation.Token));

        await AssertNothingStaysAsync(storage, "object");
    }

    protected static async Task AssertNothingStaysAsync(IBackupStorage storage, string name)
    {
        Assert.Empty(await ListAsync(storage));
        await Assert.ThrowsAsync<StorageObjectNotFoundException>(() => ReadAsync(storage, name));
    }

    private static void CancelAt(int position, int at, CancellationTokenSource cancellation)
    {
        if (at >= position)
        {
            cancellation.Cancel();
        }
    }
}
