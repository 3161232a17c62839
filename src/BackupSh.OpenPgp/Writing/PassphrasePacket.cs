using System.Security.Cryptography;
using System.Text;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Writing;

/// <summary>Writes the packet that lets a passphrase decrypt.</summary>
// Source: RFC 9580 §5.3.1 (symmetric-key encrypted session key, version 4).
internal static class PassphrasePacket
{
    /// <summary>Writes a packet whose passphrase gives the session key itself.</summary>
    internal static byte[] WriteDirect(
        Secret passphrase, SymmetricCipher cipher, StringToKey stringToKey, out SessionKey key)
    {
        key = new SessionKey(cipher, Derive(passphrase, cipher, stringToKey));
        return Packet(cipher, stringToKey, []);
    }

    /// <summary>Writes a packet whose passphrase decrypts a session key that others can get at, too.</summary>
    internal static byte[] WriteWrapped(Secret passphrase, SessionKey key, StringToKey stringToKey)
    {
        byte[] wrapping = Derive(passphrase, key.Cipher, stringToKey);
        byte[] form = key.ToPassphraseForm();
        using CfbCipher cipher = new(wrapping);
        byte[] wrapped = new byte[form.Length];
        cipher.Encrypt(form, wrapped);
        CryptographicOperations.ZeroMemory(wrapping);
        CryptographicOperations.ZeroMemory(form);
        return Packet(key.Cipher, stringToKey, wrapped);
    }

    private static byte[] Packet(SymmetricCipher cipher, StringToKey stringToKey, ReadOnlySpan<byte> wrapped) =>
        PacketFormat.Packet(
            PacketTag.SymmetricKeyEncryptedSessionKey,
            [
                PacketFormat.PassphrasePacketVersion,
                (byte)cipher,
                (byte)stringToKey.Mode,
                (byte)stringToKey.Digest,
                .. stringToKey.Salt.Span,
                stringToKey.CodedCount,
                .. wrapped,
            ]);

    private static byte[] Derive(Secret passphrase, SymmetricCipher cipher, StringToKey stringToKey)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(passphrase.Reveal());
        byte[] key = stringToKey.DeriveKey(utf8, cipher.KeyLength());
        CryptographicOperations.ZeroMemory(utf8);
        return key;
    }
}
