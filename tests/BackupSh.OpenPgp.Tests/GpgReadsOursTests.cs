using BackupSh.OpenPgp.Tests.Gpg;

namespace BackupSh.OpenPgp.Tests;

/// <summary>Stock gpg decrypts what is written here.</summary>
[Collection(GpgCollection.Name)]
public sealed class GpgReadsOursTests(GpgKeys gpg)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(191)]
    [InlineData(192)]
    [InlineData(8383)]
    [InlineData(8384)]
    [InlineData(65_529)]
    [InlineData(65_530)]
    [InlineData(65_531)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData((5 * 1024 * 1024) - 1)]
    [InlineData(5 * 1024 * 1024)]
    [InlineData((5 * 1024 * 1024) + 1)]
    public async Task OpenEncrypt_AnySize_GpgDecrypts(int size)
    {
        byte[] plaintext = Message.Bytes(size);
        byte[] message = Message.Encrypt(new OpenPgpKeys { Passphrase = "correct horse" }, plaintext);

        GpgResult result = await gpg.Home.DecryptAsync(message, "correct horse");

        Assert.True(result.Decrypted, result.Status);
        Assert.Equal(plaintext, result.Output);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("pässwörd ∀ 🔑")]
    [InlineData(" leading and trailing ")]
    [InlineData(
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task OpenEncrypt_AnyPassphrase_GpgDecrypts(string passphrase)
    {
        byte[] plaintext = Message.Bytes(1000);
        byte[] message = Message.Encrypt(new OpenPgpKeys { Passphrase = passphrase }, plaintext);

        GpgResult result = await gpg.Home.DecryptAsync(message, passphrase);

        Assert.True(result.Decrypted, result.Status);
        Assert.Equal(plaintext, result.Output);
    }

    [Theory]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    [InlineData(true, true, null)]
    [InlineData(true, true, "and a passphrase")]
    public async Task OpenEncrypt_Recipients_GpgDecryptsWithEach(bool rsa, bool curve, string? passphrase)
    {
        byte[] plaintext = Message.Bytes(100_000);
        List<GpgKey> recipients = [.. new[] { gpg.Rsa }.Where(_ => rsa), .. new[] { gpg.Curve }.Where(_ => curve)];
        OpenPgpKeys keys = new()
        {
            RecipientKeyFiles = [.. recipients.Select(key => key.PublicFile)],
            Passphrase = passphrase is null ? null : Secret.FromValue(passphrase),
        };

        byte[] message = Message.Encrypt(keys, plaintext);

        foreach (GpgKey key in recipients)
        {
            using GpgHome other = new();
            string unlock = key.PrivateFile.Passphrase?.Reveal() ?? "";
            (await other.RunAsync(["--import", key.PrivateFile.File], passphrase: unlock)).EnsureSucceeded();
            GpgResult result = await other.DecryptAsync(message, unlock);
            Assert.True(result.Decrypted, result.Status);
            Assert.Equal(plaintext, result.Output);
        }

        if (passphrase is not null)
        {
            using GpgHome empty = new();
            GpgResult result = await empty.DecryptAsync(message, passphrase);
            Assert.True(result.Decrypted, result.Status);
            Assert.Equal(plaintext, result.Output);
        }
    }
}
