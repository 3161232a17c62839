using BackupSh.Encryption;

namespace BackupSh.OpenPgp.Tests;

/// <summary>The law of reading: altered data never comes to a clean end.</summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    private const string Passphrase = "damage";

    private static readonly OpenPgpKeys Keys = new() { Passphrase = Passphrase, ReadingPassphrases = [Passphrase] };
    private static readonly byte[] Plaintext = Message.Bytes(2048);

    // The smallest S2K count: the law is about the packets, and it is tried sixteen thousand times.
    private static readonly byte[] Whole = Message.Encrypt(
        new OpenPgpEncryptor(Keys, TimeProvider.System, new FixedRandom().Fill, codedCount: 0), Plaintext);

    [Fact]
    public void OpenDecrypt_AnyBitFlipped_ThrowsOrGivesTheOriginal()
    {
        List<int> survivors = [];
        for (int bit = 0; bit < Whole.Length * 8; bit++)
        {
            byte[] damaged = [.. Whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            if (TryDecrypt(damaged) is { } plaintext)
            {
                Assert.Equal(Plaintext, plaintext);
                survivors.Add(bit);
            }
        }

        output.WriteLine($"{survivors.Count} of {Whole.Length * 8} flips leave the plaintext as it was: {string.Join(", ", survivors)}");
        // Framing is not covered by the digest, but none of it can change unnoticed in a message of ours.
        Assert.Empty(survivors);
    }

    [Fact]
    public void OpenDecrypt_BitFlippedBesideAnotherWayIn_ThrowsOrGivesTheOriginal()
    {
        // A flip in the packet of a recipient does not matter to somebody who has the passphrase.
        byte[] plaintext = Message.Bytes(100);
        OpenPgpKeys keys = new()
        {
            Passphrase = Passphrase,
            RecipientKeyFiles = [Path.Combine(AppContext.BaseDirectory, "TestData", "public-key.asc")],
        };
        byte[] whole = Message.Encrypt(
            new OpenPgpEncryptor(keys, new FixedTime(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), new FixedRandom().Fill, codedCount: 0),
            plaintext);
        int survivors = 0;
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            if (TryDecrypt(damaged) is { } read)
            {
                Assert.Equal(plaintext, read);
                survivors++;
            }
        }

        output.WriteLine($"{survivors} of {whole.Length * 8} flips leave the plaintext as it was.");
        Assert.InRange(survivors, 1, (whole.Length * 8) / 2);
    }

    [Fact]
    public void OpenDecrypt_AnyTruncation_Throws()
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            Assert.Null(TryDecrypt(Whole[..length]));
        }
    }

    [Fact]
    public void OpenDecrypt_AnyByteRemovedOrDoubled_Throws()
    {
        for (int i = 0; i < Whole.Length; i++)
        {
            byte[] removed = [.. Whole.AsSpan(0, i), .. Whole.AsSpan(i + 1)];
            byte[] doubled = [.. Whole.AsSpan(0, i + 1), .. Whole.AsSpan(i)];
            Assert.Null(TryDecrypt(removed));
            Assert.Null(TryDecrypt(doubled));
        }
    }

    [Fact]
    public void Read_AfterDamage_ThrowsAgain()
    {
        byte[] damaged = [.. Whole];
        damaged[^1] ^= 1;
        using MemoryStream source = new(damaged);
        using Stream stream = new OpenPgpEncryptor(Keys, TimeProvider.System).OpenDecrypt(source);
        byte[] buffer = new byte[4096];
        stream.ReadExactly(buffer, 0, Plaintext.Length);

        Assert.Throws<BackupDecryptionException>(() => stream.Read(buffer, 0, buffer.Length));
        Assert.Throws<BackupDecryptionException>(() => stream.Read(buffer, 0, buffer.Length));
    }

    private static byte[]? TryDecrypt(byte[] message)
    {
        try
        {
            return Message.Decrypt(Keys, message);
        }
        catch (BackupDecryptionException)
        {
            return null;
        }
    }
}
