using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Restore;

/// <summary>What an archive says of its size is believed neither way.</summary>
public sealed class PromisedSizeTests
{
    private const int BufferBytes = 128 * 1024;

    [Fact]
    public async Task RestoreAsync_DecompressionBomb_StopsAtThePromisedSize()
    {
        // 300 MB in some 30 KB, with an info file that is right in everything but the content's size.
        byte[] bomb = await StoredBackup.ZstdAsync(new byte[300_000_000], "-3");
        Assert.True(bomb.Length < 100_000);
        CountingSource source = new();
        await using EngineFixture engine = new() { Source = source };
        StoredBackup.Ours(new byte[1000], bomb, "bin.zst").PutInto(engine.Memory);

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync());

        Assert.Equal("BSH0601", exception.Code);
        Assert.Contains("its content: it goes on after the 1000 bytes", exception.Message, StringComparison.Ordinal);
        Assert.InRange(source.Received, 0, 1000 + BufferBytes);
        Assert.Equal("BSH0601", (await engine.VerifyAsync()).Error?.Code);
    }

    [Theory]
    [InlineData(999, "it goes on after the 999 bytes")]
    [InlineData(1001, "it has 1000 bytes instead of 1001")]
    [InlineData(0, "it goes on after the 0 bytes")]
    public async Task RestoreAsync_OtherContentSizeThanPromised_IsRefused(int promised, string what)
    {
        byte[] content = StoredBackup.Noise(1000);
        byte[] archive = await StoredBackup.ZstdAsync(content);
        await using EngineFixture engine = new();
        StoredBackup.Ours(content, archive, "bin.zst", details => details with { PlaintextBytes = promised }).PutInto(engine.Memory);

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync());

        Assert.Equal("BSH0601", exception.Code);
        Assert.Contains("its content: " + what, exception.Message, StringComparison.Ordinal);
        Assert.Empty(Restoring.Source(engine).Restores);
    }

    [Fact]
    public async Task RestoreAsync_OtherContentOfTheSameSize_IsRefused()
    {
        byte[] content = StoredBackup.Noise(1000);
        byte[] archive = await StoredBackup.ZstdAsync(content);
        await using EngineFixture engine = new();
        StoredBackup.Ours(Restoring.Flip(content, 0), archive, "bin.zst").PutInto(engine.Memory);

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync());

        Assert.Contains("its content: its SHA-256 is", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Restoring.Source(engine).Restores);
    }

    [Fact]
    public async Task RestoreAsync_WindowLargerThan128MiB_IsRefused()
    {
        byte[] archive = [0x28, 0xB5, 0x2F, 0xFD, 0x00, (41 - 10) << 3, 0x09, 0x00, 0x00, 0x41];
        await using EngineFixture engine = new();
        StoredBackup.Ours([0x41], archive, "bin.zst").PutInto(engine.Memory);

        Assert.Equal("BSH0601", (await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync())).Code);
    }

    [Fact]
    public async Task RestoreAsync_StorageGivesMoreThanItLists_StopsAtOnce()
    {
        byte[] content = StoredBackup.Noise(1000);
        InMemoryStorage memory = new();
        StoredBackup backup = StoredBackup.Ours(content, content, "bin");
        CountingSource source = new();
        await using EngineFixture engine = new EngineFixture { Source = source }.With(
            "liar",
            new FaultyStorage(memory).On(StorageOperation.List).LieAboutObjects(
                found => found.Name == backup.ArchiveName ? found with { SizeBytes = 1000 } : found));
        backup.PutInto(memory);
        memory.Put(backup.ArchiveName, new byte[50_000_000]);

        Assert.Equal("BSH0601", (await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync())).Code);

        Assert.InRange(source.Received, 0, 1000 + BufferBytes);
    }
}
