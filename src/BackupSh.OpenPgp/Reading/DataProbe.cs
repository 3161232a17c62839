using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Reading;

/// <summary>The first bytes of the encrypted data: tells at once whether a session key can be the right one.</summary>
/// <remarks>The two repeated octets alone fit one wrong key in 65 536, and it must not shadow the right one; so the header
/// of the first packet inside is looked at, too.</remarks>
internal sealed class DataProbe(byte[] ciphertext)
{
    /// <summary>Enough for the prefix and the longest header with what follows it; every message is longer.</summary>
    internal const int Length = PacketFormat.PrefixLength + PacketFormat.MaximumHeaderLength + PacketFormat.MdcPacketLength;

    // Source: RFC 9580 §5.9 (the formats of literal data, with those of earlier versions: PGP's local and MIME).
    private static ReadOnlySpan<byte> LiteralFormats => "btulm1"u8;

    internal ReadOnlySpan<byte> Ciphertext => ciphertext;

    internal bool Fits(SessionKey key)
    {
        Span<byte> plaintext = stackalloc byte[Length];
        plaintext = plaintext[..ciphertext.Length];
        ciphertext.CopyTo(plaintext);
        using CfbCipher cipher = new(key.Key);
        cipher.Decrypt(plaintext);
        // Source: RFC 9580 §5.13.1 (the last two octets of the random block are repeated).
        return plaintext.Slice(CfbCipher.BlockSize - 2, 2).SequenceEqual(plaintext.Slice(CfbCipher.BlockSize, 2))
            && StartsPacket(plaintext[PacketFormat.PrefixLength..]);
    }

    private static bool StartsPacket(ReadOnlySpan<byte> data)
    {
        if ((data[0] & PacketFormat.AlwaysSet) == 0)
        {
            return false;
        }

        bool newFormat = (data[0] & PacketFormat.NewFormat) != 0;
        PacketTag tag = (PacketTag)(newFormat ? data[0] & 0x3F : (data[0] >> 2) & 0x0F);
        byte first = data[newFormat ? NewHeaderLength(data[1]) : OldHeaderLength(data[0] & 3)];
        return tag switch
        {
            PacketTag.Literal => LiteralFormats.Contains(first),
            PacketTag.Compressed => first <= (byte)CompressionAlgorithm.BZip2,
            PacketTag.Marker => first == (byte)'P',
            // Signed messages are refused by name, for which they must first be recognised.
            PacketTag.OnePassSignature => first is 3 or 6,
            PacketTag.Signature => first is >= 3 and <= 6,
            _ => false,
        };
    }

    private static int NewHeaderLength(byte length) => length switch
    {
        < PacketFormat.OneOctetLimit => 2,
        < PacketFormat.FirstPartial => 3,
        PacketFormat.FiveOctets => 6,
        _ => 2,
    };

    private static int OldHeaderLength(int lengthType) => lengthType == 3 ? 1 : 1 + (1 << lengthType);
}
