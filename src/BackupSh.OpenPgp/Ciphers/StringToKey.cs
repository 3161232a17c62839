using System.Buffers;
using System.Security.Cryptography;

namespace BackupSh.OpenPgp.Ciphers;

/// <summary>How a passphrase becomes a key: the S2K specifier of a message.</summary>
/// <remarks>Runs on the platform's hashes, which are many times faster than BouncyCastle's.</remarks>
// Source: RFC 9580 §3.7 (string-to-key specifiers).
internal sealed record StringToKey(StringToKeyMode Mode, DigestAlgorithm Digest, ReadOnlyMemory<byte> Salt, byte CodedCount)
{
    // Source: RFC 9580 §3.7.1.2 (salted S2K: eight octets of salt).
    internal const int SaltLength = 8;

    /// <summary>The highest count that the format has: 65 011 712 bytes are hashed for each guess.</summary>
    // Source: RFC 9580 §3.7.1.3; it is what gpg reaches by calibration on a fast machine.
    internal const byte MaximumCodedCount = 0xFF;

    private const int PatternBytes = 64 * 1024;

    /// <summary>Makes the specifier that is written: iterated and salted, SHA-256.</summary>
    internal static StringToKey ForWriting(FillRandom random, byte codedCount)
    {
        byte[] salt = new byte[SaltLength];
        random(salt);
        return new StringToKey(StringToKeyMode.Iterated, DigestAlgorithm.Sha256, salt, codedCount);
    }

    /// <summary>Derives a key. The caller zeroes it.</summary>
    internal byte[] DeriveKey(ReadOnlySpan<byte> passphrase, int keyLength)
    {
        byte[] key = new byte[keyLength];
        using IncrementalHash hash = IncrementalHash.CreateHash(Digest.HashName());
        byte[] digest = new byte[hash.HashLengthInBytes];
        int done = 0;
        for (int zeros = 0; done < keyLength; zeros++)
        {
            // Source: RFC 9580 §3.7.1.1: a key longer than the digest takes more contexts, each preloaded with one more zero.
            hash.AppendData(new byte[zeros]);
            AppendPassphrase(hash, passphrase);
            hash.GetHashAndReset(digest);
            int count = Math.Min(digest.Length, keyLength - done);
            digest.AsSpan(0, count).CopyTo(key.AsSpan(done));
            done += count;
        }

        CryptographicOperations.ZeroMemory(digest);
        return key;
    }

    private void AppendPassphrase(IncrementalHash hash, ReadOnlySpan<byte> passphrase)
    {
        int unit = Salt.Length + passphrase.Length;
        // The pattern is hashed over and over, so that a call covers thousands of repetitions.
        int length = Mode == StringToKeyMode.Iterated ? Math.Max(1, PatternBytes / Math.Max(1, unit)) * unit : unit;
        byte[] pattern = ArrayPool<byte>.Shared.Rent(length);
        for (int offset = 0; offset < length; offset += unit)
        {
            Salt.Span.CopyTo(pattern.AsSpan(offset));
            passphrase.CopyTo(pattern.AsSpan(offset + Salt.Length));
        }

        // The passphrase is hashed whole once, even if the count is smaller.
        long left = Mode == StringToKeyMode.Iterated ? Math.Max(Count, unit) : unit;
        while (left > 0)
        {
            int count = (int)Math.Min(left, length);
            hash.AppendData(pattern, 0, count);
            left -= count;
        }

        ArrayPool<byte>.Shared.Return(pattern, clearArray: true);
    }

    // Source: RFC 9580 §3.7.1.3 (the coded count).
    private long Count => (16L + (CodedCount & 15)) << ((CodedCount >> 4) + 6);
}
