using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Reading;

/// <summary>A packet's type and the length of its body.</summary>
/// <param name="Tag">The type.</param>
/// <param name="Length">The length, or that of the first chunk.</param>
internal readonly record struct PacketHeader(PacketTag Tag, BodyLength Length)
{
    /// <summary>Reads a header; null at the layer's end.</summary>
    // Source: RFC 9580 §4.2 (packet headers).
    internal static async ValueTask<PacketHeader?> ReadAsync(ByteSource source, IoMode mode, CancellationToken cancellationToken)
    {
        int octet = await source.ReadOctetAsync(mode, cancellationToken).ConfigureAwait(false);
        if (octet < 0)
        {
            return null;
        }

        if ((octet & PacketFormat.AlwaysSet) == 0)
        {
            throw octet == '-' ? MessageFaults.Armored() : MessageFaults.Damaged();
        }

        return (octet & PacketFormat.NewFormat) != 0
            ? new PacketHeader(
                (PacketTag)(octet & 0x3F), await BodyLength.ReadNewAsync(source, mode, cancellationToken).ConfigureAwait(false))
            : new PacketHeader(
                (PacketTag)((octet >> 2) & 0x0F),
                await BodyLength.ReadOldAsync(source, octet & 3, mode, cancellationToken).ConfigureAwait(false));
    }
}
