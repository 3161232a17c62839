using System.Security.Cryptography;
using BackupSh.Encryption;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Reading;

/// <summary>A packet that a passphrase fits into.</summary>
/// <param name="Cipher">The cipher of the data, or of the wrapped session key.</param>
/// <param name="StringToKey">How the passphrase becomes a key.</param>
/// <param name="Wrapped">The wrapped session key; empty if the passphrase gives it directly.</param>
// Source: RFC 9580 §5.3.1 (symmetric-key encrypted session key, version 4).
internal sealed record PassphraseKeyPacket(SymmetricCipher Cipher, StringToKey StringToKey, ReadOnlyMemory<byte> Wrapped)
{
    /// <summary>Parses a packet's body.</summary>
    /// <returns>The packet, or why it cannot be used although another one may.</returns>
    /// <exception cref="BackupDecryptionException">The packet is damaged, or its version is not read.</exception>
    internal static (PassphraseKeyPacket? Packet, BackupDecryptionException? Refusal) Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            throw MessageFaults.Damaged();
        }

        if (body.Span[0] != PacketFormat.PassphrasePacketVersion)
        {
            throw MessageFaults.PassphrasePacketVersion(body.Span[0]);
        }

        if (body.Length < 4)
        {
            throw MessageFaults.Damaged();
        }

        (byte cipher, byte mode, byte digest) = (body.Span[1], body.Span[2], body.Span[3]);
        if (!Enum.IsDefined((StringToKeyMode)mode))
        {
            return (null, MessageFaults.StringToKeyMode(mode));
        }

        if (!Enum.IsDefined((DigestAlgorithm)digest))
        {
            return (null, MessageFaults.Digest(digest));
        }

        return ((SymmetricCipher)cipher).KeyLength() == 0
            ? (null, MessageFaults.Cipher(cipher))
            : (ParseSalt((SymmetricCipher)cipher, (StringToKeyMode)mode, (DigestAlgorithm)digest, body[4..]), null);
    }

    /// <summary>Derives the session key of a passphrase; null if the passphrase cannot be the one.</summary>
    internal SessionKey? Open(ReadOnlySpan<byte> passphrase)
    {
        byte[] derived = StringToKey.DeriveKey(passphrase, Cipher.KeyLength());
        if (Wrapped.IsEmpty)
        {
            return new SessionKey(Cipher, derived);
        }

        byte[] form = Wrapped.ToArray();
        using CfbCipher cipher = new(derived);
        cipher.Decrypt(form);
        SessionKey? key = SessionKey.FromPassphraseForm(form);
        CryptographicOperations.ZeroMemory(derived);
        CryptographicOperations.ZeroMemory(form);
        return key;
    }

    private static PassphraseKeyPacket ParseSalt(
        SymmetricCipher cipher, StringToKeyMode mode, DigestAlgorithm digest, ReadOnlyMemory<byte> rest)
    {
        int salt = mode == StringToKeyMode.Simple ? 0 : StringToKey.SaltLength;
        int fields = mode == StringToKeyMode.Iterated ? salt + 1 : salt;
        if (rest.Length < fields)
        {
            throw MessageFaults.Damaged();
        }

        byte codedCount = mode == StringToKeyMode.Iterated ? rest.Span[salt] : (byte)0;
        return new PassphraseKeyPacket(cipher, new StringToKey(mode, digest, rest[..salt], codedCount), rest[fields..]);
    }
}
