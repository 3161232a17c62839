using System.Buffers.Binary;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Reading;

/// <summary>A packet that a private key fits into.</summary>
/// <param name="KeyId">The recipient's key id; zero if the sender hides it.</param>
/// <param name="Fields">The algorithm's own fields.</param>
// Source: RFC 9580 §5.1.1 (public-key encrypted session key, version 3).
internal sealed record PublicKeyKeyPacket(ulong KeyId, ReadOnlyMemory<byte> Fields)
{
    /// <summary>The version, the key id and the algorithm.</summary>
    private const int FixedLength = 1 + sizeof(ulong) + 1;

    internal bool HidesRecipient => KeyId == 0;

    internal static PublicKeyKeyPacket Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            throw MessageFaults.Damaged();
        }

        if (body.Span[0] != PacketFormat.PublicKeyPacketVersion)
        {
            throw MessageFaults.PublicKeyPacketVersion(body.Span[0]);
        }

        return body.Length < FixedLength
            ? throw MessageFaults.Damaged()
            : new PublicKeyKeyPacket(BinaryPrimitives.ReadUInt64BigEndian(body.Span[1..]), body[FixedLength..]);
    }
}
