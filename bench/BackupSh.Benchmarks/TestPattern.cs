using System.Security.Cryptography;

namespace BackupSh.Benchmarks;

/// <summary>Data that no compression shrinks, of any length, without being held in memory.</summary>
internal static class TestPattern
{
    private const int BlockSize = 1024 * 1024;

    /// <summary>Returns blocks that add up to a length. A block is valid until the next one is asked for.</summary>
    internal static IEnumerable<ReadOnlyMemory<byte>> Blocks(long length)
    {
        byte[] block = RandomNumberGenerator.GetBytes(BlockSize);
        for (long done = 0; done < length; done += block.Length)
        {
            // Each block differs from the last one, so that blocks that are lost or swapped are noticed.
            BitConverter.TryWriteBytes(block, done);
            yield return block.AsMemory(0, (int)Math.Min(block.Length, length - done));
        }
    }
}
