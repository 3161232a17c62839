using System.Globalization;
using System.Text;
using BackupSh.Encryption;
using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Packets;

namespace BackupSh.OpenPgp.Tests;

/// <summary>A key that fits the quick check by accident does not stand in the right one's way.</summary>
public sealed class CandidateTests
{
    private static readonly byte[] Plaintext = Message.Bytes(5000);

    private static readonly byte[] Whole = Message.Encrypt(
        new OpenPgpEncryptor(
            new OpenPgpKeys { Passphrase = "the right one" }, TimeProvider.System, new FixedRandom().Fill, codedCount: 0),
        Plaintext);

    [Fact]
    public void OpenDecrypt_WrongPassphrasePassesQuickCheck_RightOneIsUsed()
    {
        string colliding = FindColliding();

        byte[] plaintext = Message.Decrypt(new OpenPgpKeys { ReadingPassphrases = [colliding, "the right one"] }, Whole);

        Assert.Equal(Plaintext, plaintext);
    }

    [Fact]
    public void OpenDecrypt_OnlyCollidingPassphrase_IsOneErrorWithDamage()
    {
        OpenPgpKeys keys = new() { ReadingPassphrases = [FindColliding()] };

        Assert.Equal("BSH0401", Assert.Throws<BackupDecryptionException>(() => Message.Decrypt(keys, Whole)).Code);
    }

    [Fact]
    public void OpenDecrypt_SeveralPassphrasePackets_EachIsTried()
    {
        byte[] key = Message.Bytes(32);
        byte[] packets = [.. Wrapped("first", key), .. Wrapped("second", key), .. HandMade.DataPacket(key, HandMade.Literal("hello"))];

        Assert.Equal("hello"u8, Message.Decrypt(new OpenPgpKeys { ReadingPassphrases = ["second"] }, packets));
        Assert.Equal("hello"u8, Message.Decrypt(new OpenPgpKeys { ReadingPassphrases = ["none", "first"] }, packets));
    }

    /// <summary>Returns the packet that gives a session key to whoever knows a passphrase.</summary>
    private static byte[] Wrapped(string passphrase, byte[] key) =>
        Writing.PassphrasePacket.WriteWrapped(
            passphrase, new SessionKey(SymmetricCipher.Aes256, [.. key]), StringToKey.ForWriting(new FixedRandom().Fill, codedCount: 0));

    /// <summary>Tries passphrases until one makes the two repeated octets of the message's first block look right.</summary>
    private static string FindColliding()
    {
        // The passphrase packet: tag, length, version, cipher, mode, digest, salt, count. Then tag, length (two octets), version.
        StringToKey stringToKey = new(StringToKeyMode.Iterated, DigestAlgorithm.Sha256, Whole.AsMemory(6, StringToKey.SaltLength), 0);
        byte[] start = Whole.AsSpan(15 + 4, PacketFormat.PrefixLength).ToArray();
        byte[] prefix = new byte[PacketFormat.PrefixLength];
        for (int i = 0; i < 5_000_000; i++)
        {
            string passphrase = i.ToString(CultureInfo.InvariantCulture);
            using CfbCipher cipher = new(stringToKey.DeriveKey(Encoding.UTF8.GetBytes(passphrase), 32));
            start.CopyTo(prefix, 0);
            cipher.Decrypt(prefix);
            if (prefix[14] == prefix[16] && prefix[15] == prefix[17])
            {
                return passphrase;
            }
        }

        throw new InvalidOperationException("No passphrase collides: the message is not where the test looks for it.");
    }
}
