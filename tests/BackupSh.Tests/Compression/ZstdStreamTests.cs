using System.Security.Cryptography;
using BackupSh.Compression;
using BackupSh.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Tests.Compression;

public sealed class ZstdStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void RoundTrip_AnyContentInAnyPieces_IsTheSame() =>
        Prop.ForAll<byte[], ushort, ushort>((content, write, read) =>
        {
            byte[] compressed = Compress(content, 1 + (write % 1000));
            return Decompress(compressed, 1 + (read % 1000)).AsSpan().SequenceEqual(content);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Compress_TheSameContentInOtherPieces_IsTheSameFrame()
    {
        byte[] content = Content(300_000);

        Assert.Equal(Compress(content, 300_000), Compress(content, 777));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(131_072)]
    [InlineData(5_000_001)]
    public async Task Compress_AnySize_StockZstdReadsIt(int size)
    {
        using TempDirectory directory = new();
        byte[] content = Content(size);
        await File.WriteAllBytesAsync(directory.File("a.zst"), Compress(content, 100_000), Token);

        Shell.Result test = await Shell.RunAsync(RequiredTool.Find("zstd"), ["-d", "-q", directory.File("a.zst"), "-o", directory.File("a")], cancellationToken: Token);

        Assert.True(test.ExitCode == 0, test.Error);
        Assert.Equal(content, await File.ReadAllBytesAsync(directory.File("a"), Token));
    }

    [Theory]
    [InlineData("-1", "--no-check")]
    [InlineData("-19", "--check")]
    [InlineData("-3", "--long=27")]
    public async Task Decompress_WhatStockZstdWrote_IsTheSame(params string[] options)
    {
        using TempDirectory directory = new();
        byte[] content = Content(2_000_000);
        await File.WriteAllBytesAsync(directory.File("a"), content, Token);

        Shell.Result written = await Shell.RunAsync(RequiredTool.Find("zstd"), [.. options, "-q", directory.File("a")], cancellationToken: Token);

        Assert.True(written.ExitCode == 0, written.Error);
        Assert.Equal(content, Decompress(await File.ReadAllBytesAsync(directory.File("a.zst"), Token), 4096));
    }

    [Fact]
    public void Decompress_AnyBitFlips_NeverGivesOtherContent()
    {
        byte[] content = Content(900);
        byte[] frame = Compress(content, 900);
        int harmless = 0;
        for (int bit = 0; bit < frame.Length * 8; bit++)
        {
            byte[] damaged = [.. frame];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            if (TryDecompress(damaged) is { } read)
            {
                Assert.True(read.AsSpan().SequenceEqual(content), $"Bit {bit} gives other content.");
                harmless++;
            }
        }

        // Source: RFC 8878 3.1.1.1: the unused bit and the window size of the header say nothing of the content.
        Assert.InRange(harmless, 0, 16);
    }

    [Fact]
    public void Decompress_CutAnywhere_IsRefused()
    {
        byte[] frame = Compress(Content(900), 900);
        for (int length = 0; length < frame.Length; length++)
        {
            Assert.Null(TryDecompress(frame[..length]));
        }
    }

    [Fact]
    public void Decompress_SeveralFrames_AreReadAsOneAsZstdDoes() =>
        Assert.Equal([1, 2, 3, 4], Decompress([.. Compress([1, 2], 2), .. Compress([], 1), .. Compress([3, 4], 1)], 3));

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x28, 0xB5, 0x2F })]
    public void Decompress_SomethingBehindTheFrame_IsRefused(byte[] garbage) =>
        Assert.Null(TryDecompress([.. Compress(Content(900), 900), .. garbage]));

    [Fact]
    public void Decompress_Nothing_IsRefused() => Assert.Null(TryDecompress([]));

    [Fact]
    public async Task Dispose_WithoutCompletion_LeavesAFrameThatIsRefused()
    {
        using MemoryStream destination = new();
        await using (ZstdCompressionStream stream = new(destination, 3))
        {
            await stream.WriteAsync(Content(1_000_000), Token);
        }

        Assert.Null(TryDecompress(destination.ToArray()));
    }

    private static byte[] Content(int size)
    {
        // Half of it compresses.
        byte[] content = RandomNumberGenerator.GetBytes(size);
        content.AsSpan(0, size / 2).Fill((byte)'x');
        return content;
    }

    private static byte[] Compress(byte[] content, int pieceBytes)
    {
        using MemoryStream destination = new();
        using ZstdCompressionStream stream = new(destination, 3);
        for (int i = 0; i < content.Length; i += pieceBytes)
        {
            stream.Write(content.AsSpan(i, Math.Min(pieceBytes, content.Length - i)));
        }

        stream.CompleteAsync(Token).AsTask().GetAwaiter().GetResult();
        return destination.ToArray();
    }

    private static byte[] Decompress(byte[] compressed, int pieceBytes)
    {
        using ZstdDecompressionStream stream = new(new ContentStream(compressed) { ReadLimit = pieceBytes }, (what, cause) => new InvalidDataException(what, cause));
        using MemoryStream content = new();
        stream.CopyTo(content, pieceBytes);
        return content.ToArray();
    }

    private static byte[]? TryDecompress(byte[] compressed)
    {
        try
        {
            return Decompress(compressed, 512);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
