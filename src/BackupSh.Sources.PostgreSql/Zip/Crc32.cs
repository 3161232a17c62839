using System.Buffers.Binary;

namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>The CRC-32 of zip files, eight bytes at a time.</summary>
internal static class Crc32
{
    // Source: PKWARE APPNOTE 4.4.7: the polynomial 0x04C11DB7, here with its bits reversed.
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Table = MakeTable();

    /// <summary>Goes on with a CRC, which begins as 0.</summary>
    internal static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[] table = Table;
        uint value = ~crc;
        while (bytes.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ value;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            value = table[1792 + (low & 0xFF)] ^ table[1536 + ((low >> 8) & 0xFF)] ^ table[1280 + ((low >> 16) & 0xFF)] ^ table[1024 + (low >> 24)]
                ^ table[768 + (high & 0xFF)] ^ table[512 + ((high >> 8) & 0xFF)] ^ table[256 + ((high >> 16) & 0xFF)] ^ table[high >> 24];
            bytes = bytes[8..];
        }

        foreach (byte next in bytes)
        {
            value = table[(value ^ next) & 0xFF] ^ (value >> 8);
        }

        return ~value;
    }

    /// <summary>Returns the CRC of two pieces that follow each other.</summary>
    /// <param name="first">The CRC of the first one.</param>
    /// <param name="second">The CRC of the second one.</param>
    /// <param name="length">How many bytes the second one has.</param>
    /// <remarks>A CRC is a polynomial modulo another one; bytes that follow multiply it by x to the power of their bits.</remarks>
    internal static uint Combine(uint first, uint second, long length)
    {
        uint square = 1u << 23; // x to the power of 8: its bits are reversed
        for (long rest = length; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                first = Multiply(first, square);
            }

            square = Multiply(square, square);
        }

        return first ^ second;
    }

    private static uint Multiply(uint left, uint right)
    {
        uint product = 0;
        for (uint bit = 1u << 31; bit != 0; bit >>= 1)
        {
            product ^= (left & bit) != 0 ? right : 0;
            right = (right & 1) != 0 ? (right >> 1) ^ Polynomial : right >> 1;
        }

        return product;
    }

    // Eight tables one after the other: the n-th one takes a byte n places further on.
    private static uint[] MakeTable()
    {
        uint[] table = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            }

            table[i] = value;
        }

        for (int i = 256; i < table.Length; i++)
        {
            table[i] = table[table[i - 256] & 0xFF] ^ (table[i - 256] >> 8);
        }

        return table;
    }
}
