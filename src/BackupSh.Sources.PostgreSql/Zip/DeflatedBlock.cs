using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>A piece of an entry, deflated by itself: pieces one after the other are one stream, which <see cref="End"/> ends.</summary>
/// <param name="Rented">The buffer from the pool in which <paramref name="Bytes"/> are.</param>
/// <param name="Bytes">The deflated bytes.</param>
/// <param name="ContentLength">How many bytes the piece had before.</param>
/// <param name="Crc">The CRC of those.</param>
internal sealed record DeflatedBlock(byte[] Rented, ReadOnlyMemory<byte> Bytes, int ContentLength, uint Crc)
{
    /// <summary>How many bytes a piece has before it is deflated, but for the last one.</summary>
    /// <remarks>So many that what becomes of them at worst still fits into a buffer of 1 MiB.</remarks>
    internal const int ContentBytes = 896 * 1024;

    // Source: RFC 1952, 2.3: a header without options, and a trailer of CRC and size.
    private const int HeaderBytes = 10;
    private const int TrailerBytes = 8;

    // Source: zlib-ng, zutil.h: DEFLATE_QUICK_LIT_MAX_BITS: a byte takes 9 bits at most; the rest is room for the blocks' headers.
    private const int MostBytes = (ContentBytes / 8 * 9) + (16 * 1024);

    /// <summary>Gets an empty block that says it is the last one.</summary>
    /// <remarks>Source: RFC 1951, 3.2.3: the bit of the last block, then fixed codes, then the code of the end.</remarks>
    internal static ReadOnlyMemory<byte> End { get; } = new byte[] { 0x03, 0x00 };

    /// <summary>Deflates a piece, and gives its buffer back to the pool.</summary>
    internal static DeflatedBlock Deflate(byte[] rented, int length, int level)
    {
        try
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(MostBytes);
            using MemoryStream output = new(buffer);
            int flushed;

            // As gzip, because then the library counts the CRC while it deflates.
            using (GZipStream gzip = new(output, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
            {
                gzip.Write(rented, 0, length);

                // Flushing ends on a byte without ending the stream; of what disposing adds only the CRC is used.
                gzip.Flush();
                flushed = (int)output.Position;
            }

            uint crc = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan((int)output.Position - TrailerBytes));
            return new DeflatedBlock(buffer, buffer.AsMemory(HeaderBytes, flushed - HeaderBytes), length, crc);
        }
        finally
        {
            // The bytes are the host's data: the next renter shall not see them.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>Gives the buffer back to the pool.</summary>
    internal void Return() => ArrayPool<byte>.Shared.Return(Rented, clearArray: true);
}
