namespace BackupSh.Conformance;

/// <summary>Content that is made, never kept: of any size, without a period that a swapped or repeated part could hide in.</summary>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Seed">Another seed is another content.</param>
internal readonly record struct Payload(long SizeBytes, int Seed = 1)
{
    private const int WordBytes = 8;

    /// <summary>Fills a buffer with the bytes from a position on.</summary>
    internal void Fill(Span<byte> buffer, long position)
    {
        ulong word = 0;
        for (int i = 0; i < buffer.Length; i++)
        {
            long at = position + i;
            if (i == 0 || at % WordBytes == 0)
            {
                word = Mix((ulong)(at / WordBytes) + ((ulong)Seed << 40));
            }

            buffer[i] = (byte)(word >> (int)(at % WordBytes * 8));
        }
    }

    internal byte[] ToArray()
    {
        byte[] bytes = new byte[SizeBytes];
        Fill(bytes, 0);
        return bytes;
    }

    // Source: SplitMix64 by Sebastiano Vigna (public domain): neighbouring inputs give unrelated outputs.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
