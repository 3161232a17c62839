using System.Buffers.Binary;

namespace BackupSh.OpenPgp.Packets;

/// <summary>The numbers of the packet format that writer and reader share.</summary>
internal static class PacketFormat
{
    // Source: RFC 9580 §4.2 (bit 7 is always one, bit 6 says the new format).
    internal const byte AlwaysSet = 0x80;
    internal const byte NewFormat = 0x40;

    // Source: RFC 9580 §4.2.1 (one octet up to 191, two up to 8383, five beyond, partial from 224 to 254).
    internal const int OneOctetLimit = 192;
    internal const int TwoOctetLimit = 8384;
    internal const byte FirstPartial = 224;
    internal const byte FiveOctets = 255;

    // Source: RFC 9580 §5.13.1 (version 1, the two repeated octets after a block of random data).
    internal const byte IntegrityProtectedVersion = 1;
    internal const int PrefixLength = 18;

    // Source: RFC 9580 §5.13.1 (tag 19, length 20, the SHA-1 digest).
    internal const byte MdcHeader = 0xD3;
    internal const byte MdcLength = 0x14;
    internal const int MdcPacketLength = 22;

    // Source: RFC 9580 §5.3.1, §5.1.1 (the versions that go with version 1 of the data packet).
    internal const byte PassphrasePacketVersion = 4;
    internal const byte PublicKeyPacketVersion = 3;

    // Source: RFC 9580 §5.9 (literal data: 'b' is binary).
    internal const byte LiteralBinary = (byte)'b';

    /// <summary>The longest header: the tag and a length of five octets.</summary>
    internal const int MaximumHeaderLength = 6;

    /// <summary>Writes a length that is known, and returns how many octets it took.</summary>
    internal static int WriteLength(Span<byte> buffer, int length)
    {
        if (length < OneOctetLimit)
        {
            buffer[0] = (byte)length;
            return 1;
        }

        if (length < TwoOctetLimit)
        {
            buffer[0] = (byte)(((length - OneOctetLimit) >> 8) + OneOctetLimit);
            buffer[1] = (byte)(length - OneOctetLimit);
            return 2;
        }

        buffer[0] = FiveOctets;
        BinaryPrimitives.WriteInt32BigEndian(buffer[1..], length);
        return 5;
    }

    /// <summary>Returns a small packet: header and body.</summary>
    internal static byte[] Packet(PacketTag tag, ReadOnlySpan<byte> body)
    {
        Span<byte> header = stackalloc byte[MaximumHeaderLength];
        header[0] = TagOctet(tag);
        int length = 1 + WriteLength(header[1..], body.Length);
        return [.. header[..length], .. body];
    }

    internal static byte TagOctet(PacketTag tag) => (byte)(AlwaysSet | NewFormat | (byte)tag);
}
