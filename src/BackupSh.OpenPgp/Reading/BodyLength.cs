using System.Buffers.Binary;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Reading;

/// <summary>How long a packet's body, or the next chunk of it, is.</summary>
/// <param name="Kind">Whether more chunks follow.</param>
/// <param name="Octets">The length in bytes; zero if it is not known.</param>
internal readonly record struct BodyLength(BodyLengthKind Kind, long Octets)
{
    /// <summary>Reads a length of the new format.</summary>
    // Source: RFC 9580 §4.2.1.
    internal static async ValueTask<BodyLength> ReadNewAsync(ByteSource source, IoMode mode, CancellationToken cancellationToken)
    {
        int first = await source.ReadOctetAsync(mode, cancellationToken).ConfigureAwait(false);
        switch (first)
        {
            case < 0:
                throw MessageFaults.Damaged();
            case < PacketFormat.OneOctetLimit:
                return new BodyLength(BodyLengthKind.Definite, first);
            case < PacketFormat.FirstPartial:
                int second = await source.ReadOctetAsync(mode, cancellationToken).ConfigureAwait(false);
                return second < 0
                    ? throw MessageFaults.Damaged()
                    : new BodyLength(
                        BodyLengthKind.Definite,
                        ((first - PacketFormat.OneOctetLimit) << 8) + second + PacketFormat.OneOctetLimit);
            case PacketFormat.FiveOctets:
                return await ReadNumberAsync(source, octets: 4, mode, cancellationToken).ConfigureAwait(false);
            default:
                return new BodyLength(BodyLengthKind.Partial, 1L << (first & 0x1F));
        }
    }

    /// <summary>Reads a length of the old format.</summary>
    // Source: RFC 9580 §4.2.2 (length types 0, 1, 2: one, two, four octets; 3: indeterminate).
    internal static async ValueTask<BodyLength> ReadOldAsync(
        ByteSource source, int lengthType, IoMode mode, CancellationToken cancellationToken) =>
        lengthType == 3
            ? new BodyLength(BodyLengthKind.Indeterminate, 0)
            : await ReadNumberAsync(source, 1 << lengthType, mode, cancellationToken).ConfigureAwait(false);

    private static async ValueTask<BodyLength> ReadNumberAsync(
        ByteSource source, int octets, IoMode mode, CancellationToken cancellationToken)
    {
        byte[] number = new byte[sizeof(uint)];
        await source.ReadExactlyAsync(number.AsMemory(sizeof(uint) - octets), mode, cancellationToken).ConfigureAwait(false);
        return new BodyLength(BodyLengthKind.Definite, BinaryPrimitives.ReadUInt32BigEndian(number));
    }
}
