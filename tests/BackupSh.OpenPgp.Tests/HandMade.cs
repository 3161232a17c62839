using System.Security.Cryptography;
using System.Text;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Tests;

/// <summary>Messages that no writer makes: every packet is given byte by byte.</summary>
internal static class HandMade
{
    internal const string Passphrase = "hand made";

    internal static readonly OpenPgpKeys Keys = new() { ReadingPassphrases = [Passphrase] };

    /// <summary>A salted S2K: quick, and good enough for a test.</summary>
    private static readonly StringToKey Quick = new(StringToKeyMode.Salted, DigestAlgorithm.Sha256, "saltsalt"u8.ToArray(), 0);

    /// <summary>The packet that <see cref="Passphrase"/> fits into.</summary>
    internal static byte[] PassphrasePacket =>
        PacketFormat.Packet(PacketTag.SymmetricKeyEncryptedSessionKey, [4, 9, 1, 8, .. "saltsalt"u8]);

    /// <summary>Returns a literal packet.</summary>
    internal static byte[] Literal(string text) => PacketFormat.Packet(PacketTag.Literal, [.. "b\0\0\0\0\0"u8, .. Encoding.ASCII.GetBytes(text)]);

    /// <summary>Encrypts packets with a correct digest behind them.</summary>
    internal static byte[] Message(ReadOnlySpan<byte> packets) => Message(packets, 1, withDigest: true);

    internal static byte[] Message(ReadOnlySpan<byte> packets, byte version, bool withDigest) =>
        [.. PassphrasePacket, .. DataPacket(Key(), packets, version, withDigest)];

    internal static byte[] Key() => Quick.DeriveKey(Encoding.UTF8.GetBytes(Passphrase), 32);

    internal static byte[] DataPacket(byte[] key, ReadOnlySpan<byte> packets, byte version = 1, bool withDigest = true) =>
        PacketFormat.Packet(PacketTag.IntegrityProtected, [version, .. Encrypted(key, packets, withDigest)]);

    internal static byte[] Encrypted(byte[] key, ReadOnlySpan<byte> packets, bool withDigest)
    {
        byte[] content = [.. "0123456789abcdefef"u8, .. packets];
        if (withDigest)
        {
            using IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
            content = [.. content, 0xD3, 0x14];
            digest.AppendData(content);
            content = [.. content, .. digest.GetHashAndReset()];
        }

        using CfbCipher cipher = new(key);
        cipher.Encrypt(content, content);
        return content;
    }
}
