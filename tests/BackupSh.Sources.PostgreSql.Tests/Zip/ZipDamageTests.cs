using BackupSh.Sources.PostgreSql.Zip;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Sources.PostgreSql.Tests.Zip;

/// <summary>No damaged zip is taken for a whole one.</summary>
public sealed class ZipDamageTests
{
    private static readonly (string Name, byte[] Content)[] Entries =
        [("dump.sql", [.. Enumerable.Repeat("INSERT INTO t VALUES (42);\n"u8.ToArray(), 20).SelectMany(part => part)]), ("filestore/a", [1, 2, 3])];

    [Fact]
    public async Task ReadAsync_CutAnywhere_Throws()
    {
        byte[] zip = await ZipReading.WriteAsync(Entries);
        for (int length = 0; length < zip.Length; length++)
        {
            await Assert.ThrowsAsync<ZipDamageException>(() => ZipReading.ReadAsync(zip[..length]));
        }

        await Assert.ThrowsAsync<ZipDamageException>(() => ZipReading.ReadAsync([.. zip, 0]));
    }

    [Fact]
    public async Task ReadAsync_AnyBitFlipped_ThrowsOrGivesTheSame()
    {
        byte[] zip = await ZipReading.WriteAsync(Entries);
        int unnoticed = 0;
        for (int bit = 0; bit < zip.Length * 8; bit++)
        {
            byte[] flipped = [.. zip];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                List<(string Name, byte[] Content)> read = await ZipReading.ReadAsync(flipped);
                Assert.Equal(Entries.Select(entry => (entry.Name, Convert.ToHexString(entry.Content))), read.Select(entry => (entry.Name, Convert.ToHexString(entry.Content))));
                unnoticed++; // a time, an attribute, a version: nothing that is restored
            }
            catch (ZipDamageException)
            {
                // Noticed.
            }
        }

        Assert.InRange(unnoticed, 0, 1000);
    }

    [Fact]
    public void Zip_AnyEntries_AreReadAsTheyWereWritten() => Prop.ForAll<Tuple<int, byte[]>[]>(
        entries =>
        {
            (string, byte[])[] written = [.. entries.Select((entry, i) => ($"e{i}", Enumerable.Repeat(entry.Item2, Math.Abs(entry.Item1 % 50)).SelectMany(part => part).ToArray()))];
            List<(string Name, byte[] Content)> read = ZipReading.ReadAsync(ZipReading.WriteAsync(written, 1).GetAwaiter().GetResult()).GetAwaiter().GetResult();
            return read.Select(entry => (entry.Name, Convert.ToHexString(entry.Content))).SequenceEqual(written.Select(entry => (entry.Item1, Convert.ToHexString(entry.Item2))));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 0u)]
    [InlineData(1, 0xD202EF8Du)]
    [InlineData(1000, 0x060B1780u)]
    public void Append_Zeros_IsTheKnownValue(int length, uint crc)
    {
        // Source: zlib.crc32 of Python.
        Assert.Equal(crc, Crc32.Append(0, new byte[length]));
        Assert.Equal(crc, Crc32.Append(Crc32.Append(0, new byte[length / 3]), new byte[length - (length / 3)]));
        Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));
    }

    [Fact]
    public void Descriptor_FourGibibytes_HasSixtyFourBitsOnlyWhereTheyAreNeeded()
    {
        Assert.Equal(16, ZipDirectory.Descriptor(1, uint.MaxValue, uint.MaxValue).Length);
        Assert.Equal(24, ZipDirectory.Descriptor(1, 5, 1L + uint.MaxValue).Length);
        Assert.Equal(24, ZipDirectory.Descriptor(1, 1L + uint.MaxValue, 5).Length);
        Assert.Equal(30 + 1, ZipDirectory.Local("a", SourceMaking.Time).Length); // no extra field
    }
}
