using BackupSh.Compression;
using BackupSh.Shared;
using BackupSh.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Tests.Compression;

public sealed class ZstdStreamTests
{
    private static readonly byte[] Content = ContentStream.Bytes(500_000);

    // The frame header of what we write: behind the magic number, its descriptor and the window.
    private static readonly IEnumerable<int> HeaderBits = Enumerable.Range(32, 16);

    [Fact]
    public void RoundTrip_AnyContentInAnyPieces_GivesTheSame() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[][]>(),
            ArbMap.Default.ArbFor<PositiveInt>(),
            ArbMap.Default.ArbFor<bool>(),
            (pieces, readLimit, synchronously) =>
            {
                byte[] frame = Compress(pieces, synchronously);
                byte[] read = DecompressAsync(frame, readLimit.Get).GetAwaiter().GetResult();
                return read.AsSpan().SequenceEqual(pieces.SelectMany(piece => piece).ToArray());
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(19)]
    public async Task RoundTrip_LargeContentInOddPieces_GivesTheSame(int level)
    {
        byte[][] pieces = [.. Content.Chunk(77_777)];

        byte[] frame = Compress(pieces, synchronously: false, level);

        Assert.Equal(frame, Compress([Content], synchronously: true, level));
        Assert.Equal(Content, await DecompressAsync(frame, readLimit: 4_999));
    }

    [Fact]
    public async Task RoundTrip_Nothing_IsAFrameOfItsOwn()
    {
        byte[] frame = Compress([], synchronously: false);

        Assert.NotEmpty(frame);
        Assert.Empty(await DecompressAsync(frame));
    }

    [Fact]
    public async Task CompleteAsync_Twice_IsMisuse()
    {
        await using ZstdCompressionStream stream = new(new MemoryStream(), 3);
        await stream.CompleteAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.CompleteAsync(TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.WriteAsync(Content, TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task Dispose_WithoutComplete_WritesNothingMore()
    {
        MemoryStream written = new();
        ZstdCompressionStream stream = new(written, 3);
        await stream.WriteAsync(Content, TestContext.Current.CancellationToken);
        long before = written.Length;

        await stream.DisposeAsync();

        Assert.Equal(before, written.Length);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.WriteAsync(Content, TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<CompressedDataException>(() => DecompressAsync(written.ToArray()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CompleteAsync_AfterAFailedWrite_IsRefused(bool synchronously)
    {
        await using ZstdCompressionStream stream = new(new FullStream(10_000), 1);
        byte[] noise = Restore.StoredBackup.Noise(500_000);

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            if (synchronously)
            {
                stream.Write(noise);
            }

            await stream.WriteAsync(noise, TestContext.Current.CancellationToken);
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.CompleteAsync(TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task ReadAsync_EveryFlipAndCutOfAFrame_IsDamage()
    {
        byte[] content = Restore.StoredBackup.Noise(1000);
        byte[] frame = Compress([content], synchronously: false);

        foreach ((string what, byte[] damaged) in Restore.Restoring.Damages(frame).Where(damage => damage.What != "itself appended"))
        {
            byte[]? read = null;
            Exception? exception = await Record.ExceptionAsync(async () => read = await DecompressAsync(damaged));

            // Source: RFC 8878 §3.1.1.1: a decoder ignores the unused bit of the header, and any larger window does as well.
            // Such a frame is another archive, which its hash tells, but the same content.
            bool isHarmless = read is not null && read.AsSpan().SequenceEqual(content) && HeaderBits.Any(bit => what == $"bit {bit} flipped");
            Assert.True(exception is CompressedDataException || isHarmless, $"{what}: {exception?.Message ?? "nothing noticed"}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task ReadAsync_GarbageBehindTheFrame_IsDamage(int count)
    {
        byte[] frame = Compress([Content], synchronously: false);

        await Assert.ThrowsAsync<CompressedDataException>(() => DecompressAsync([.. frame, .. new byte[count]]));
    }

    [Fact]
    public async Task ReadAsync_NoInputAtAll_IsDamage() => await Assert.ThrowsAsync<CompressedDataException>(() => DecompressAsync([]));

    [Fact]
    public async Task ReadAsync_SourceFailsOnceAndIsReadOn_RepeatsNoInput()
    {
        byte[] frame = Compress([Restore.StoredBackup.Noise(400_000)], synchronously: false);
        bool failed = false;
        ContentStream source = new(frame)
        {
            ReadLimit = 100_000,
            BeforeRead = at =>
            {
                if (at >= 200_000 && !failed)
                {
                    failed = true;
                    throw new IOException("once");
                }
            },
        };
        await using ZstdDecompressionStream stream = Open(source);
        using MemoryStream read = new();

        await Assert.ThrowsAsync<IOException>(() => stream.CopyToAsync(read, TestContext.Current.CancellationToken));
        await stream.CopyToAsync(read, TestContext.Current.CancellationToken);

        Assert.Equal(Restore.StoredBackup.Noise(400_000), read.ToArray());
    }

    [Fact]
    public async Task DisposeAsync_Always_DisposesTheSource()
    {
        ContentStream source = new(Content);

        await Open(source).DisposeAsync();

        Assert.True(source.IsDisposed);
    }

    internal static async Task<byte[]> DecompressAsync(byte[] frame, int readLimit = int.MaxValue)
    {
        await using ZstdDecompressionStream stream = Open(new ContentStream(frame) { ReadLimit = readLimit });
        using MemoryStream content = new();
        await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
        return content.ToArray();
    }

    internal static byte[] Compress(IEnumerable<byte[]> pieces, bool synchronously, int level = 3)
    {
        using MemoryStream frame = new();
        using ZstdCompressionStream stream = new(frame, level);
        foreach (byte[] piece in pieces)
        {
            if (synchronously)
            {
                stream.Write(piece);
            }
            else
            {
                stream.WriteAsync(piece).AsTask().GetAwaiter().GetResult();
            }
        }

        stream.CompleteAsync().AsTask().GetAwaiter().GetResult();
        return frame.ToArray();
    }

    private static ZstdDecompressionStream Open(Stream source) => new(source, static (what, cause) => new CompressedDataException(what, cause));
}
