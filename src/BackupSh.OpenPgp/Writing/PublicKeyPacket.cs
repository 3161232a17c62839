using System.Buffers.Binary;
using System.Security.Cryptography;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Keys;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Writing;

/// <summary>Writes the packet that lets a private key decrypt.</summary>
// Source: RFC 9580 §5.1.1 (public-key encrypted session key, version 3).
internal static class PublicKeyPacket
{
    internal static byte[] Write(Recipient recipient, SessionKey key, FillRandom random)
    {
        byte[] keyId = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(keyId, recipient.KeyId);
        byte[] form = key.ToPublicKeyForm();
        byte[] wrapped = recipient.Transport.Wrap(form, random);
        CryptographicOperations.ZeroMemory(form);
        return PacketFormat.Packet(
            PacketTag.PublicKeyEncryptedSessionKey,
            [PacketFormat.PublicKeyPacketVersion, .. keyId, recipient.Algorithm, .. wrapped]);
    }
}
