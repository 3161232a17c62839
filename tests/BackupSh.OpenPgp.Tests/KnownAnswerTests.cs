using BackupSh.OpenPgp.Ciphers;
using BackupSh.OpenPgp.Tests.Gpg;

namespace BackupSh.OpenPgp.Tests;

/// <summary>Messages that were made once are read for ever, and the writer's bytes do not change unnoticed.</summary>
public sealed class KnownAnswerTests
{
    private const string Passphrase = "vector passphrase";

    private static readonly DateTimeOffset Then = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static byte[] Plaintext => Read("plaintext.txt");

    private static OpenPgpPrivateKeyFile PrivateKey => new(PathOf("secret-key.asc"), "key passphrase");

    [Theory]
    [InlineData("gpg-passphrase.gpg")]
    [InlineData("ours-passphrase.gpg")]
    [InlineData("ours-both.gpg")]
    public void OpenDecrypt_OldMessage_PassphraseReads(string file) =>
        Assert.Equal(Plaintext, Message.Decrypt(new OpenPgpKeys { ReadingPassphrases = [Passphrase] }, Read(file)));

    [Theory]
    [InlineData("gpg-rsa.gpg")]
    [InlineData("gpg-curve25519.gpg")]
    [InlineData("ours-both.gpg")]
    public void OpenDecrypt_OldMessage_PrivateKeyReads(string file) =>
        Assert.Equal(Plaintext, Message.Decrypt(new OpenPgpKeys { PrivateKeys = [PrivateKey] }, Read(file)));

    [Fact]
    public void OpenEncrypt_FixedRandomness_GivesTheKnownBytes()
    {
        Secret passphrase = Passphrase;

        Assert.Equal(Read("ours-passphrase.gpg"), Encrypt(new OpenPgpKeys { Passphrase = passphrase }));
        Assert.Equal(
            Read("ours-both.gpg"), Encrypt(new OpenPgpKeys { Passphrase = passphrase, RecipientKeyFiles = [PathOf("public-key.asc")] }));
    }

    [Theory]
    [InlineData("ours-passphrase.gpg")]
    [InlineData("ours-both.gpg")]
    public async Task OursMessages_Gpg_DecryptsThem(string file)
    {
        using GpgHome gpg = new();

        GpgResult result = await gpg.DecryptAsync(Read(file), Passphrase);

        Assert.True(result.Decrypted, result.Status);
        Assert.Equal(Plaintext, result.Output);
    }

    [Fact]
    public void OpenEncrypt_TwiceTheSame_GivesDifferentBytes()
    {
        OpenPgpEncryptor encryptor = new(new OpenPgpKeys { Passphrase = Passphrase }, TimeProvider.System);

        Assert.NotEqual(Message.Encrypt(encryptor, Plaintext), Message.Encrypt(encryptor, Plaintext));
    }

    private static byte[] Encrypt(OpenPgpKeys keys) =>
        Message.Encrypt(new OpenPgpEncryptor(keys, new FixedTime(Then), new FixedRandom().Fill, StringToKey.MaximumCodedCount), Plaintext);

    private static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "TestData", name);
}
