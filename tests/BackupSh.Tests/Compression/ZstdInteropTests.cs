using BackupSh.Tests.Restore;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Compression;

/// <summary>Stock zstd reads ours, and we read what it writes.</summary>
public sealed class ZstdInteropTests
{
    private static readonly byte[] Content = [.. ContentStream.Bytes(600_000), .. StoredBackup.Noise(200_000), .. new byte[100_000]];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(900_000)]
    public async Task Decompress_ByZstd_GivesTheContent(int count)
    {
        using TempDirectory directory = new();
        byte[] frame = ZstdStreamTests.Compress([Content[..count]], synchronously: false);
        await File.WriteAllBytesAsync(directory.File("content.zst"), frame, TestContext.Current.CancellationToken);

        Shell.Result result = await Shell.RunAsync(
            RequiredTool.Find("zstd"), ["-d", "-q", directory.File("content.zst")], cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(Content[..count], await File.ReadAllBytesAsync(directory.File("content"), TestContext.Current.CancellationToken));
        Shell.Result listed = await Shell.RunAsync("zstd", ["-lv", directory.File("content.zst")], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("XXH64", listed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-3")]
    [InlineData("-9")]
    [InlineData("-19")]
    [InlineData("--fast=5")]
    [InlineData("-3 --no-check")]
    [InlineData("-3 --long=27")]
    [InlineData("-3 --rsyncable")]
    public async Task ReadAsync_FrameOfZstd_GivesTheContent(string options)
    {
        byte[] frame = await StoredBackup.ZstdAsync(Content, options.Split(' '));

        Assert.Equal(Content, await ZstdStreamTests.DecompressAsync(frame, readLimit: 65_537));
    }

    [Fact]
    public async Task ReadAsync_SeveralFrames_GivesThemOneAfterTheOther()
    {
        byte[] first = await StoredBackup.ZstdAsync(Content, "-3");
        byte[] empty = await StoredBackup.ZstdAsync([], "-3", "--no-check");

        // Source: RFC 8878 §3.1.2, a skippable frame of two bytes, as pzstd writes them.
        byte[] skippable = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 0xAB, 0xCD];

        byte[] read = await ZstdStreamTests.DecompressAsync([.. first, .. empty, .. skippable, .. first], readLimit: 1_023);

        Assert.Equal([.. Content, .. Content], read);
    }

    [Fact]
    public async Task ReadAsync_WindowOf128MiB_IsReadAndALargerOneRefused()
    {
        // Source: RFC 8878 §3.1.1.1.2: no single segment, then a window of 2^(10 + exponent), then one raw block of a byte.
        static byte[] Frame(int windowLog) => [0x28, 0xB5, 0x2F, 0xFD, 0x00, (byte)((windowLog - 10) << 3), 0x09, 0x00, 0x00, 0x41];

        Assert.Equal([0x41], await ZstdStreamTests.DecompressAsync(Frame(27)));
        await Assert.ThrowsAsync<CompressedDataException>(() => ZstdStreamTests.DecompressAsync(Frame(28)));
        await Assert.ThrowsAsync<CompressedDataException>(() => ZstdStreamTests.DecompressAsync(Frame(41)));
    }
}
