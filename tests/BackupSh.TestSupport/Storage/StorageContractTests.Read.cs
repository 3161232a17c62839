using BackupSh.Storage;
using Xunit;

namespace BackupSh.TestSupport.Storage;

/// <content>Clauses 5, 6 and 8 of reading: ranges, versions, missing objects, cancellation.</content>
public abstract partial class StorageContractTests
{
    [Theory]
    [InlineData(0L, null, 0, 1000)]
    [InlineData(0L, 1L, 0, 1)]
    [InlineData(999L, 1L, 999, 1)]
    [InlineData(999L, null, 999, 1)]
    [InlineData(300L, 200L, 300, 200)]
    [InlineData(300L, 5000L, 300, 700)]
    [InlineData(300L, 0L, 0, 0)]
    [InlineData(1000L, null, 0, 0)]
    [InlineData(1000L, 10L, 0, 0)]
    [InlineData(5000L, null, 0, 0)]
    [InlineData(long.MaxValue, long.MaxValue, 0, 0)]
    public async Task OpenReadAsync_Range_GivesThatPart(long offset, long? length, int expectedStart, int expectedCount)
    {
        IBackupStorage storage = await CreateAsync();
        byte[] bytes = ContentStream.Bytes(1000);
        await UploadAsync(storage, "object", bytes);

        byte[] part = await ReadAsync(storage, "object", new ReadRange(offset, length));

        Assert.Equal(bytes[expectedStart..(expectedStart + expectedCount)], part);
    }

    [Fact]
    public async Task OpenReadAsync_EmptyObject_GivesAnEmptyStream()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "object", []);

        Assert.Empty(await ReadAsync(storage, "object"));
        Assert.Empty(await ReadAsync(storage, "object", new ReadRange(1, 1)));
    }

    [Theory]
    [InlineData(-1L, null)]
    [InlineData(0L, -1L)]
    public async Task OpenReadAsync_NegativeRange_IsMisuse(long offset, long? length)
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "object", [1]);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(storage, "object", new ReadRange(offset, length)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task OpenReadAsync_Missing_ThrowsBeforeAStream(long offset)
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "another", [1]);

        StorageObjectNotFoundException thrown = await Assert.ThrowsAsync<StorageObjectNotFoundException>(
            () => storage.OpenReadAsync("object", new ReadRange(offset), Token));

        Assert.Equal("object", thrown.ObjectName);
        Assert.False(thrown.IsTransient);
    }

    [Fact]
    public async Task OpenReadAsync_VersionIsTheSame_Reads()
    {
        IBackupStorage storage = await CreateAsync();
        StorageObject stored = await UploadAsync(storage, "object", [1, 2, 3]);
        Assert.SkipWhen(stored.Version is null, "This storage has no versions.");

        Assert.Equal([2, 3], await ReadAsync(storage, "object", new ReadRange(1, IfVersion: stored.Version)));
    }

    [Fact]
    public async Task OpenReadAsync_ObjectWasReplaced_ThrowsForTheOldVersion()
    {
        IBackupStorage storage = await CreateAsync();
        StorageObject old = await UploadAsync(storage, "object", [1, 2, 3]);
        Assert.SkipWhen(old.Version is null, "This storage has no versions.");
        await storage.DeleteAsync(["object"], Token);
        await UploadAsync(storage, "object", [4, 5, 6]);

        StorageException thrown = await Assert.ThrowsAsync<StorageException>(
            () => storage.OpenReadAsync("object", new ReadRange(IfVersion: old.Version), Token));

        Assert.False(thrown.IsTransient);
    }

    [Fact]
    public async Task OpenReadAsync_StreamDisposedEarly_LeavesTheObjectUsable()
    {
        IBackupStorage storage = await CreateAsync();
        byte[] bytes = ContentStream.Bytes(500_000);
        await UploadAsync(storage, "object", bytes);
        await using (Stream content = await storage.OpenReadAsync("object", ReadRange.All, Token))
        {
            Assert.Equal(10, await content.ReadAtLeastAsync(new byte[10], 10, cancellationToken: Token));
        }

        Assert.Equal(bytes, await ReadAsync(storage, "object"));
        Assert.Equal(DeleteStatus.Deleted, Assert.Single(await storage.DeleteAsync(["object"], Token)).Status);
    }

    [Fact]
    public async Task OpenReadAsync_ReadSynchronously_GivesTheSame()
    {
        IBackupStorage storage = await CreateAsync();
        byte[] bytes = ContentStream.Bytes(200_000);
        await UploadAsync(storage, "object", bytes);
        using MemoryStream copy = new();

        await Task.Run(
            async () =>
            {
                await using Stream content = await storage.OpenReadAsync("object", ReadRange.All, Token);
                content.CopyTo(copy);
            },
            Token);

        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task OpenReadAsync_TokenIsCancelledAlready_Throws()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "object", [1]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => storage.OpenReadAsync("object", ReadRange.All, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task ReadAsync_TokenIsCancelled_ThrowsUnwrapped()
    {
        IBackupStorage storage = await CreateAsync();
        await UploadAsync(storage, "object", ContentStream.Bytes(500_000));
        await using Stream content = await storage.OpenReadAsync("object", ReadRange.All, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => content.ReadAsync(new byte[10], new CancellationToken(canceled: true)).AsTask());
    }
}
