using System.Security.Cryptography;

namespace BackupSh.OpenPgp.Tests;

/// <summary>Randomness that is the same in each run, and never the same twice within one.</summary>
internal sealed class FixedRandom
{
    private int _counter;

    internal void Fill(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            byte[] block = SHA256.HashData(BitConverter.GetBytes(_counter++));
            int count = Math.Min(block.Length, buffer.Length);
            block.AsSpan(0, count).CopyTo(buffer);
            buffer = buffer[count..];
        }
    }
}
