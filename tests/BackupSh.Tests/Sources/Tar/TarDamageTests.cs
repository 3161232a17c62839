using System.Security.Cryptography;
using BackupSh.Sources.Tar;

namespace BackupSh.Tests.Sources.Tar;

/// <summary>An archive that is not as it was written is an error, never a crash, an endless loop, or a short one.</summary>
public sealed class TarDamageTests
{
    private static async Task<byte[]> ArchiveAsync() => await TarArchives.WriteAsync(
    [
        (new TarEntry { Kind = TarEntryKind.Folder, Path = "."u8.ToArray() }, []),
        (TarArchives.File("short", 5), "hello"u8.ToArray()),
        (TarArchives.File(new string('l', 150) + "/" + new string('m', 200), 700) with { Modified = new UnixTime(-5, 7), UserId = uint.MaxValue }, new byte[700]),
        (TarArchives.File("sparse", 9000) with { Sparse = SparseMap.TryCreate([new(10, 20), new(4096, 600)], 9000) }, new byte[620]),
        (new TarEntry { Kind = TarEntryKind.SymbolicLink, Path = "link"u8.ToArray(), LinkTarget = new byte[200].Select(_ => (byte)0xFF).ToArray() }, []),
    ]);

    [Fact]
    public async Task ReadEntryAsync_CutAnywhere_IsAnError()
    {
        byte[] archive = await ArchiveAsync();

        for (int length = 0; length < archive.Length; length += length % 512 == 0 ? 1 : 511)
        {
            await Assert.ThrowsAsync<TarFormatException>(() => TarArchives.ReadAsync(archive[..length]));
        }
    }

    [Fact]
    public async Task ReadEntryAsync_CutAfterAnEntry_IsAnErrorThatSaysWhere()
    {
        byte[] archive = await TarArchives.WriteAsync([(TarArchives.File("a"), [])]);

        TarFormatException exception = await Assert.ThrowsAsync<TarFormatException>(() => TarArchives.ReadAsync(archive[..512]));

        Assert.Equal((512, "the archive ends before its end marker"), (exception.Offset, exception.Reason));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(9216, true)]
    [InlineData(9217, false)]
    [InlineData(700, false)]
    public async Task ReadEntryAsync_AfterTheEndMarker_OnlyZerosMayFollow(int count, bool zeros)
    {
        byte[] rest = new byte[count];
        if (!zeros)
        {
            rest[^1] = 1;
        }

        Task<List<(TarEntry, byte[])>> reading = TarArchives.ReadAsync([.. await ArchiveAsync(), .. rest]);

        if (zeros)
        {
            Assert.Equal(5, (await reading).Count);
        }
        else
        {
            await Assert.ThrowsAsync<TarFormatException>(() => reading);
        }
    }

    [Fact]
    public async Task ReadEntryAsync_TwoArchivesInARow_AreRefused()
    {
        byte[] archive = await ArchiveAsync();

        await Assert.ThrowsAsync<TarFormatException>(() => TarArchives.ReadAsync([.. archive, .. archive]));
    }

    [Fact]
    public async Task ReadEntryAsync_ALoneBlockOfZeros_IsRefused()
    {
        byte[] archive = await ArchiveAsync();

        await Assert.ThrowsAsync<TarFormatException>(() => TarArchives.ReadAsync([.. new byte[512], .. archive]));
    }

    [Fact]
    public async Task ReadEntryAsync_AnyBitOfAHeader_IsCovered()
    {
        byte[] archive = await TarArchives.WriteAsync([(TarArchives.File("a"), [])]);

        for (int bit = 0; bit < 512 * 8; bit++)
        {
            byte[] damaged = [.. archive];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            if (bit / 8 is < TarFormat.ChecksumOffset or >= TarFormat.ChecksumOffset + TarFormat.ChecksumBytes)
            {
                await Assert.ThrowsAsync<TarFormatException>(() => TarArchives.ReadAsync(damaged));
            }
        }
    }

    [Fact]
    public async Task ReadEntryAsync_TenThousandMutations_NeverCrash()
    {
        byte[] archive = await ArchiveAsync();
        int refused = 0;
        for (int i = 0; i < 10_000; i++)
        {
            try
            {
                await TarArchives.ReadAsync(Mutate(archive, i));
            }
            catch (TarFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 5_000, 9_999);
    }

    /// <summary>Changes some bytes, always the same ones for a number; half of the time the checksums are mended, so that the damage gets further.</summary>
    internal static byte[] Mutate(byte[] archive, int number)
    {
        byte[] mutated = [.. archive];
        byte[] entropy = SHA256.HashData(BitConverter.GetBytes(number));
        for (int i = 0; i < 1 + (entropy[0] % 6); i++)
        {
            int at = (int)(BitConverter.ToUInt32(entropy, 4 + (i * 4)) % mutated.Length);
            mutated[at] = (entropy[1 + (i % 2)] % 5) switch { 0 => 0, 1 => 0xFF, 2 => (byte)'9', 3 => (byte)(mutated[at] + 1), _ => entropy[31 - i] };
        }

        for (int block = 0; entropy[3] % 2 == 0 && block < mutated.Length; block += 512)
        {
            MendChecksum(mutated.AsSpan(block, 512));
        }

        return mutated;
    }

    private static void MendChecksum(Span<byte> block)
    {
        if (block.Slice(TarFormat.MagicOffset, 5).SequenceEqual("ustar"u8))
        {
            TarNumber.WriteOctal(block.Slice(TarFormat.ChecksumOffset, 7), TarHeaderBlock.ChecksumOf(block));
        }
    }
}
