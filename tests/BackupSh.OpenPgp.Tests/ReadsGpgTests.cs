using BackupSh.Encryption;
using BackupSh.OpenPgp.Tests.Gpg;

namespace BackupSh.OpenPgp.Tests;

/// <summary>What stock gpg writes is decrypted here.</summary>
[Collection(GpgCollection.Name)]
public sealed class ReadsGpgTests(GpgKeys gpg)
{
    private const string Passphrase = "pässwörd";

    private static readonly OpenPgpKeys WithPassphrase = new() { ReadingPassphrases = ["an older one", Passphrase] };

    public static TheoryData<string> SymmetricForms =>
    [
        "--compress-algo none",
        "--compress-algo zip",
        "--compress-algo zlib",
        "--compress-algo bzip2",
        "--cipher-algo AES128",
        "--cipher-algo AES192",
        "--cipher-algo AES256",
        "--s2k-mode 1",
        "--s2k-mode 3 --s2k-count 1024",
        "--s2k-digest-algo SHA1",
        "--s2k-digest-algo SHA256",
        "--s2k-digest-algo SHA384",
        "--s2k-digest-algo SHA512",
        "--s2k-digest-algo SHA1 --cipher-algo AES256",
        "--s2k-cipher-algo AES256 --rfc4880",
    ];

    [Theory]
    [MemberData(nameof(SymmetricForms))]
    public async Task OpenDecrypt_PassphraseForm_ReadsFileAndPipe(string form)
    {
        byte[] plaintext = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i * 7919:X8}")));
        string[] arguments = [.. form.Split(' '), "--symmetric"];

        GpgResult file = await gpg.Home.RunAsync([.. arguments, "--output", "-", gpg.Home.WriteFile(plaintext)], passphrase: Passphrase);
        GpgResult pipe = await gpg.Home.RunAsync(arguments, plaintext, Passphrase);

        Assert.Equal(plaintext, Message.Decrypt(WithPassphrase, file.EnsureSucceeded().Output));
        Assert.Equal(plaintext, Message.Decrypt(WithPassphrase, pipe.EnsureSucceeded().Output));
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("zip", 0)]
    [InlineData("bzip2", 0)]
    [InlineData("none", 1)]
    [InlineData("none", 3_000_000)]
    [InlineData("zip", 3_000_000)]
    [InlineData("bzip2", 9_000_000)]
    public async Task OpenDecrypt_AnySize_ReadsFileAndPipe(string compression, int size)
    {
        byte[] plaintext = Message.Bytes(size);
        string[] arguments = ["--compress-algo", compression, "--symmetric"];

        GpgResult file = await gpg.Home.RunAsync([.. arguments, "--output", "-", gpg.Home.WriteFile(plaintext)], passphrase: Passphrase);
        GpgResult pipe = await gpg.Home.RunAsync(arguments, plaintext, Passphrase);

        Assert.Equal(plaintext, Message.Decrypt(WithPassphrase, file.EnsureSucceeded().Output));
        Assert.Equal(plaintext, Message.Decrypt(WithPassphrase, pipe.EnsureSucceeded().Output));
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    public async Task OpenDecrypt_Recipients_EachPrivateKeyReads(bool rsa, bool curve, bool hidden)
    {
        byte[] plaintext = Message.Bytes(50_000);
        List<GpgKey> recipients = [.. new[] { gpg.Rsa }.Where(_ => rsa), .. new[] { gpg.Curve }.Where(_ => curve)];
        GpgResult written = await gpg.Home.RunAsync(
            [.. hidden ? ["--throw-keyids"] : Array.Empty<string>(), .. recipients.SelectMany(key => new[] { "--recipient", key.Fingerprint }), "--encrypt"],
            plaintext);

        Assert.All(
            recipients,
            key => Assert.Equal(
                plaintext, Message.Decrypt(new OpenPgpKeys { PrivateKeys = [key.PrivateFile] }, written.EnsureSucceeded().Output)));
    }

    [Fact]
    public async Task OpenDecrypt_RecipientAndPassphrase_EitherReads()
    {
        byte[] plaintext = Message.Bytes(50_000);
        GpgResult written = await gpg.Home.RunAsync(
            ["--recipient", gpg.Curve.Fingerprint, "--symmetric", "--encrypt"], plaintext, Passphrase);

        byte[] byKey = Message.Decrypt(new OpenPgpKeys { PrivateKeys = [gpg.Curve.PrivateFile] }, written.EnsureSucceeded().Output);
        byte[] byPassphrase = Message.Decrypt(WithPassphrase, written.Output);

        Assert.Equal(plaintext, byKey);
        Assert.Equal(plaintext, byPassphrase);
    }

    [Fact]
    public async Task OpenDecrypt_KeyOfAnother_SaysWhoseKeyIsNeeded()
    {
        GpgResult written = await gpg.Home.RunAsync(["--recipient", gpg.Rsa.Fingerprint, "--encrypt"], [1, 2, 3]);

        BackupDecryptionException exception = Assert.Throws<BackupDecryptionException>(
            () => Message.Decrypt(new OpenPgpKeys { PrivateKeys = [gpg.Curve.PrivateFile] }, written.EnsureSucceeded().Output));

        Assert.Equal("BSH0403", exception.Code);
        Assert.Contains(new OpenPgpEncryptor(new OpenPgpKeys { RecipientKeyFiles = [gpg.Rsa.PublicFile] }, TimeProvider.System).KeyIds[0], exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--cipher-algo 3DES", "BSH0414", "3DES")]
    [InlineData("--cipher-algo CAMELLIA256", "BSH0414", "Camellia-256")]
    [InlineData("--s2k-digest-algo RIPEMD160", "BSH0413", "RIPEMD-160")]
    [InlineData("--armor", "BSH0405", "armor")]
    public async Task OpenDecrypt_UnsupportedForm_IsRefusedByName(string form, string code, string name)
    {
        GpgResult written = await gpg.Home.RunAsync([.. form.Split(' '), "--symmetric"], [1, 2, 3], Passphrase);

        BackupDecryptionException exception = Assert.Throws<BackupDecryptionException>(
            () => Message.Decrypt(WithPassphrase, written.EnsureSucceeded().Output));

        Assert.Equal(code, exception.Code);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenDecrypt_PublicKeyWithUnsupportedCipher_IsRefusedByName()
    {
        GpgResult written = await gpg.Home.RunAsync(
            ["--cipher-algo", "CAST5", "--recipient", gpg.Curve.Fingerprint, "--encrypt"], [1, 2, 3]);

        BackupDecryptionException exception = Assert.Throws<BackupDecryptionException>(
            () => Message.Decrypt(new OpenPgpKeys { PrivateKeys = [gpg.Curve.PrivateFile] }, written.EnsureSucceeded().Output));

        Assert.Equal("BSH0414", exception.Code);
    }

    [Fact]
    public async Task OpenDecrypt_SignedMessage_IsRefusedByName()
    {
        GpgResult written = await gpg.Home.RunAsync(
            ["--local-user", gpg.Curve.Fingerprint, "--recipient", gpg.Curve.Fingerprint, "--compress-algo", "none", "--sign", "--encrypt"], [1, 2, 3]);

        BackupDecryptionException exception = Assert.Throws<BackupDecryptionException>(
            () => Message.Decrypt(new OpenPgpKeys { PrivateKeys = [gpg.Curve.PrivateFile] }, written.EnsureSucceeded().Output));

        Assert.Equal("BSH0416", exception.Code);
    }

    [Fact]
    public async Task OpenDecrypt_NoIntegrityProtection_IsRefusedByName()
    {
        GpgResult written = await gpg.Home.RunAsync(["--rfc2440", "--cipher-algo", "AES256", "--symmetric"], Message.Bytes(1000), Passphrase);

        BackupDecryptionException exception = Assert.Throws<BackupDecryptionException>(
            () => Message.Decrypt(WithPassphrase, written.EnsureSucceeded().Output));

        Assert.Equal("BSH0407", exception.Code);
    }
}
