using System.Buffers;
using System.IO.Compression;

namespace BackupSh.Sources.PostgreSql.Zip;

/// <summary>A piece of an entry, deflated by itself: pieces one after the other are one stream, which <see cref="End"/> ends.</summary>
/// <param name="Buffer">Where the bytes are.</param>
/// <param name="Length">How many.</param>
internal sealed record DeflatedBlock(byte[] Buffer, int Length)
{
    /// <summary>How many bytes a piece has before it is deflated, but for the last one.</summary>
    internal const int ContentBytes = 1024 * 1024;

    /// <summary>Gets an empty block that says it is the last one.</summary>
    /// <remarks>Source: RFC 1951, 3.2.3: the bit of the last block, then fixed codes, then the code of the end.</remarks>
    internal static ReadOnlyMemory<byte> End { get; } = new byte[] { 0x03, 0x00 };

    /// <summary>Deflates a piece, and gives its buffer back to the pool.</summary>
    internal static DeflatedBlock Deflate(byte[] rented, int length, int level)
    {
        try
        {
            using MemoryStream output = new(Math.Max(256, length / 2));
            int deflated;
            using (DeflateStream deflate = new(output, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
            {
                deflate.Write(rented, 0, length);

                // Flushing ends on a byte without ending the stream; what disposing adds afterwards is left out.
                deflate.Flush();
                deflated = (int)output.Length;
            }

            return new DeflatedBlock(output.GetBuffer(), deflated);
        }
        finally
        {
            // The bytes are the host's data: the next renter shall not see them.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
