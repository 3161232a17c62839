using BackupSh.Encryption;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Tests;

/// <summary>Forms that are not read are refused by name, and forms that are damaged never come to a clean end.</summary>
public sealed class RefusalTests
{
    private static readonly byte[] Whole = HandMade.Message(HandMade.Literal("hello"));

    [Fact]
    public void OpenDecrypt_HandMadeMessage_IsRead() => Assert.Equal("hello"u8, Message.Decrypt(HandMade.Keys, Whole));

    [Fact]
    public void OpenDecrypt_MarkerPackets_AreIgnored()
    {
        byte[] marker = PacketFormat.Packet(PacketTag.Marker, "PGP"u8);
        byte[] message = [.. marker, .. HandMade.Message([.. marker, .. HandMade.Literal("hello")])];

        Assert.Equal("hello"u8, Message.Decrypt(HandMade.Keys, message));
    }

    [Fact]
    public void OpenDecrypt_OldFormatHeaders_AreRead()
    {
        // 0x8C: old format, tag 3, one length octet. 0xAF: old format, tag 11, indeterminate. 0xAE: tag 11, four octets.
        byte[] skesk = [0x8C, 12, .. HandMade.PassphrasePacket.AsSpan(2)];
        byte[] indeterminate = [.. skesk, .. HandMade.DataPacket(HandMade.Key(), [0xAF, .. "b\0\0\0\0\0hello"u8])];
        byte[] fourOctets = [.. skesk, .. HandMade.DataPacket(HandMade.Key(), [0xAE, 0, 0, 0, 11, .. "b\0\0\0\0\0hello"u8])];

        Assert.Equal("hello"u8, Message.Decrypt(HandMade.Keys, indeterminate));
        Assert.Equal("hello"u8, Message.Decrypt(HandMade.Keys, fourOctets));
    }

    [Fact]
    public void OpenDecrypt_NoKeyConfigured_SaysSo() => AssertRefused("BSH0402", Whole, new OpenPgpKeys());

    [Fact]
    public void OpenDecrypt_WrongPassphrase_IsTheSameErrorAsDamage() =>
        AssertRefused("BSH0401", Whole, new OpenPgpKeys { ReadingPassphrases = ["wrong"] });

    [Fact]
    public void OpenDecrypt_UnusableKeyBesideWrongOne_NamesIt()
    {
        OpenPgpKeys keys = new() { ReadingPassphrases = [Secret.FromEnvironment("BACKUPSH_TEST_NO_SUCH_VARIABLE"), "wrong"] };

        Assert.Contains("BACKUPSH_TEST_NO_SUCH_VARIABLE", AssertRefused("BSH0404", Whole, keys).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenDecrypt_UnusableKeyBesideRightOne_DoesNotMatter()
    {
        OpenPgpKeys keys = new() { ReadingPassphrases = [Secret.FromEnvironment("BACKUPSH_TEST_NO_SUCH_VARIABLE"), HandMade.Passphrase] };

        Assert.Equal("hello"u8, Message.Decrypt(keys, Whole));
    }

    // Tag 9 is data without integrity protection, tag 20 is LibrePGP's OCB, tags 6, 8 and 11 are not encrypted at all.
    [Theory]
    [InlineData(0xC9, "BSH0407")]
    [InlineData(0xD4, "BSH0408")]
    [InlineData(0xC6, "BSH0406")]
    [InlineData(0xC8, "BSH0406")]
    [InlineData(0xCB, "BSH0406")]
    [InlineData(0xC4, "BSH0416")]
    [InlineData(0xC2, "BSH0416")]
    public void OpenDecrypt_ForeignDataPacket_IsRefusedByName(byte tag, string code) =>
        AssertRefused(code, [.. HandMade.PassphrasePacket, tag, 60, .. new byte[60]]);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void OpenDecrypt_DataVersion_IsRefusedByName(byte version) =>
        AssertRefused("BSH0409", HandMade.Message(HandMade.Literal("hello"), version, withDigest: true));

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void OpenDecrypt_PassphrasePacketVersion_IsRefusedByName(byte version) =>
        AssertRefused("BSH0410", [0xC3, 30, version, .. new byte[29]]);

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void OpenDecrypt_PublicKeyPacketVersion_IsRefusedByName(byte version) =>
        AssertRefused("BSH0411", [0xC1, 30, version, .. new byte[29]]);

    // Source: RFC 9580 §3.7.1.4 (type 4, 16 octets of salt, passes, parallelism, memory).
    [Fact]
    public void OpenDecrypt_Argon2_IsRefusedByName() =>
        Assert.Contains(
            "Argon2",
            AssertRefused("BSH0412", [0xC3, 22, 4, 9, 4, .. new byte[16], 3, 4, 16, .. Whole.AsSpan(14)]).Message,
            StringComparison.Ordinal);

    [Fact]
    public void OpenDecrypt_Argon2BesidePassphrase_UsesThePassphrase() =>
        Assert.Equal("hello"u8, Message.Decrypt(HandMade.Keys, [0xC3, 22, 4, 9, 4, .. new byte[16], 3, 4, 16, .. Whole]));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(110)]
    public void OpenDecrypt_Compression_IsRefusedByName(byte algorithm) =>
        AssertRefused(algorithm == 0 ? "BSH0415" : "BSH0401", HandMade.Message(PacketFormat.Packet(PacketTag.Compressed, [algorithm, 1, 2, 3])));

    [Fact]
    public void OpenDecrypt_CompressedInCompressed_IsRefused()
    {
        byte[] inner = PacketFormat.Packet(PacketTag.Compressed, [1, .. Deflate(HandMade.Literal("hello"))]);
        AssertRefused("BSH0417", HandMade.Message(PacketFormat.Packet(PacketTag.Compressed, [1, .. Deflate(inner)])));
    }

    [Fact]
    public void OpenDecrypt_CompressedPacket_IsRead() =>
        Assert.Equal(
            "hello"u8,
            Message.Decrypt(HandMade.Keys, HandMade.Message(PacketFormat.Packet(PacketTag.Compressed, [1, .. Deflate(HandMade.Literal("hello"))]))));

    [Fact]
    public void OpenDecrypt_CompressedDataTruncated_IsDamaged()
    {
        byte[] deflated = Deflate(HandMade.Literal(new string('x', 10) + "hello"));
        for (int length = 0; length < deflated.Length; length++)
        {
            AssertRefused("BSH0401", HandMade.Message(PacketFormat.Packet(PacketTag.Compressed, [1, .. deflated.AsSpan(0, length)])));
        }
    }

    [Fact]
    public void OpenDecrypt_BytesAfterCompressedData_IsDamaged() =>
        AssertRefused("BSH0401", HandMade.Message(PacketFormat.Packet(PacketTag.Compressed, [1, .. Deflate(HandMade.Literal("hello")), 0])));

    [Fact]
    public void OpenDecrypt_SecondLiteralPacket_IsDamaged() =>
        AssertRefused("BSH0401", HandMade.Message([.. HandMade.Literal("hello"), .. HandMade.Literal("again")]));

    [Fact]
    public void OpenDecrypt_LiteralLongerThanData_IsDamaged() =>
        AssertRefused("BSH0401", HandMade.Message([0xCB, 12, .. "b\0\0\0\0\0hello"u8]));

    [Fact]
    public void OpenDecrypt_NoDigest_IsDamaged() =>
        AssertRefused("BSH0401", HandMade.Message(HandMade.Literal(new string('x', 100)), version: 1, withDigest: false));

    [Theory]
    [InlineData("\0")]
    [InlineData("\n")]
    [InlineData("trailing garbage")]
    public void OpenDecrypt_BytesAfterMessage_AreRefused(string trailing) =>
        AssertRefused("BSH0418", [.. Whole, .. System.Text.Encoding.ASCII.GetBytes(trailing)]);

    [Fact]
    public void OpenDecrypt_TwoMessages_AreRefused() => AssertRefused("BSH0418", [.. Whole, .. Whole]);

    [Fact]
    public void OpenDecrypt_ThousandsOfKeyPackets_AreRefused() =>
        AssertRefused("BSH0419", [.. Enumerable.Repeat(HandMade.PassphrasePacket, 5000).SelectMany(packet => packet), .. Whole]);

    // A length of 4 GiB is promised; nothing of that size is allocated, and nothing hangs.
    [Theory]
    [InlineData(new byte[] { 0xC3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xC1, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xC3, 0xFE })]
    [InlineData(new byte[] { 0x8F })]
    [InlineData(new byte[] { 0xD2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [InlineData(new byte[] { 0x00 })]
    [InlineData(new byte[] { })]
    public void OpenDecrypt_ImpossibleLengths_AreDamaged(byte[] head) => AssertRefused("BSH0401", head);

    private static byte[] Deflate(byte[] data)
    {
        using MemoryStream compressed = new();
        using (System.IO.Compression.DeflateStream deflate = new(compressed, System.IO.Compression.CompressionLevel.Optimal))
        {
            deflate.Write(data);
        }

        return compressed.ToArray();
    }

    private static BackupDecryptionException AssertRefused(string code, byte[] message, OpenPgpKeys? keys = null)
    {
        BackupDecryptionException exception = Assert.Throws<BackupDecryptionException>(() => Message.Decrypt(keys ?? HandMade.Keys, message));
        Assert.Equal(code, exception.Code);
        Assert.False(exception.IsTransient);
        return exception;
    }
}
