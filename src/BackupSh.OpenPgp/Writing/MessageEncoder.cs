using System.Security.Cryptography;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Writing;

/// <summary>Turns plaintext into the encrypted data packet of a message: a literal packet, encrypted, with its digest.</summary>
/// <remarks>Pure memory: the caller writes each chunk away, synchronously or not, before it appends more.</remarks>
// Source: RFC 9580 §5.13.1 (symmetrically encrypted and integrity protected data, version 1).
internal sealed class MessageEncoder : IDisposable
{
    /// <summary>How much plaintext is encrypted at a time. Small enough to stay in the processor's cache.</summary>
    internal const int LiteralChunkSize = 64 * 1024;

    /// <summary>How much ciphertext is handed on at a time.</summary>
    internal const int ProtectedChunkSize = 256 * 1024;

    private readonly PartialBody _literal = new(PacketTag.Literal, LiteralChunkSize, slack: 0);
    private readonly PartialBody _protected = new(
        PacketTag.IntegrityProtected,
        ProtectedChunkSize,
        slack: LiteralChunkSize + PacketFormat.MaximumHeaderLength + PacketFormat.MdcPacketLength);

    private readonly CfbCipher _cipher;
    // SHA-1 is the format's, and not ours to choose; it detects damage and is no signature.
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);

    internal MessageEncoder(SessionKey key, FillRandom random)
    {
        _cipher = new CfbCipher(key.Key);
        _protected.Append([PacketFormat.IntegrityProtectedVersion]);
        EncryptPrefix(random);
        // The name is empty and the time zero: neither says anything about the host.
        _literal.Append([PacketFormat.LiteralBinary, 0, 0, 0, 0, 0]);
    }

    /// <summary>Gets a value indicating whether a chunk must be written away before more is appended.</summary>
    internal bool HasChunk => _protected.HasChunk;

    public void Dispose()
    {
        _literal.Dispose();
        _protected.Dispose();
        _cipher.Dispose();
        _digest.Dispose();
    }

    /// <summary>Takes some plaintext.</summary>
    /// <returns>How much was taken: at least one byte if there was one.</returns>
    internal int Append(ReadOnlySpan<byte> plaintext)
    {
        int count = Math.Min(plaintext.Length, _literal.Free.Length);
        _literal.Append(plaintext[..count]);
        if (_literal.HasChunk)
        {
            Encrypt(_literal.Chunk().Span);
            _literal.DropChunk();
        }

        return count;
    }

    /// <summary>Returns a chunk of the message. It is valid until <see cref="DropChunk"/>.</summary>
    internal ReadOnlyMemory<byte> Chunk() => _protected.Chunk();

    internal void DropChunk() => _protected.DropChunk();

    /// <summary>Ends the message, and returns the rest of it.</summary>
    internal ReadOnlyMemory<byte> Finish()
    {
        Encrypt(_literal.Last().Span);
        Span<byte> mdc = stackalloc byte[PacketFormat.MdcPacketLength];
        mdc[0] = PacketFormat.MdcHeader;
        mdc[1] = PacketFormat.MdcLength;
        // The digest covers its own header, so that is hashed before the digest is taken.
        _digest.AppendData(mdc[..2]);
        _digest.GetHashAndReset(mdc[2..]);
        _cipher.Encrypt(mdc, _protected.Free);
        _protected.Advance(mdc.Length);
        return _protected.Last();
    }

    private void EncryptPrefix(FillRandom random)
    {
        Span<byte> prefix = stackalloc byte[PacketFormat.PrefixLength];
        random(prefix[..CfbCipher.BlockSize]);
        prefix.Slice(CfbCipher.BlockSize - 2, 2).CopyTo(prefix[CfbCipher.BlockSize..]);
        Encrypt(prefix);
    }

    private void Encrypt(ReadOnlySpan<byte> plaintext)
    {
        _digest.AppendData(plaintext);
        _cipher.Encrypt(plaintext, _protected.Free);
        _protected.Advance(plaintext.Length);
    }
}
