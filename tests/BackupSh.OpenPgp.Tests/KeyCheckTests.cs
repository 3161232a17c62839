using BackupSh.OpenPgp.Tests.Gpg;

namespace BackupSh.OpenPgp.Tests;

/// <summary>Keys that may not be used are found before anything is written with them.</summary>
[Collection(GpgCollection.Name)]
public sealed class KeyCheckTests(GpgKeys gpg)
{
    /// <summary>gpg's form of a time: the keys of these tests were made then.</summary>
    private const string Past = "20200101T000000";

    [Fact]
    public void CheckWriting_GoodKeys_FindsNothing()
    {
        OpenPgpEncryptor encryptor = Writer([gpg.Rsa.PublicFile, gpg.Curve.PublicFile], "passphrase");

        Assert.Empty(encryptor.CheckWriting());
        Assert.Equal(3, encryptor.KeyIds.Count);
        Assert.All(encryptor.KeyIds.Take(2), id => Assert.Matches("^[0-9A-F]{16}$", id));
        Assert.Equal("passphrase", encryptor.KeyIds[2]);
    }

    [Fact]
    public void CheckWriting_NoKey_SaysSo() => AssertRefused("BSH0420", new OpenPgpEncryptor(new OpenPgpKeys(), TimeProvider.System));

    [Fact]
    public void CheckWriting_SeveralFaults_ListsEach()
    {
        Secret unset = Secret.FromEnvironment("BACKUPSH_TEST_NO_SUCH_VARIABLE");
        OpenPgpKeys keys = new() { Passphrase = unset, RecipientKeyFiles = ["/nonexistent/key.asc", gpg.Rsa.PrivateFile.File] };

        IReadOnlyList<BackupShError> errors = new OpenPgpEncryptor(keys, TimeProvider.System).CheckWriting();

        Assert.Equal(["BSH0001", "BSH0421", "BSH0424"], errors.Select(error => error.Code));
    }

    [Fact]
    public void CheckWriting_EmptyFile_HoldsNoKey() => AssertRefused("BSH0422", gpg.Home.WriteFile([]));

    [Fact]
    public async Task CheckWriting_TruncatedCertificate_IsUnreadable()
    {
        byte[] certificate = await File.ReadAllBytesAsync(gpg.Curve.PublicFile, TestContext.Current.CancellationToken);
        AssertRefused("BSH0421", gpg.Home.WriteFile(certificate.AsSpan(0, 20)));
    }

    [Fact]
    public async Task CheckWriting_SeveralCertificates_IsRefused()
    {
        GpgResult both = await gpg.Home.RunAsync(["--export", gpg.Rsa.Fingerprint, gpg.Curve.Fingerprint]);
        AssertRefused("BSH0423", gpg.Home.WriteFile(both.Output));
    }

    [Fact]
    public async Task CheckWriting_ExpiredCertificate_IsRefused()
    {
        string fingerprint = await gpg.Home.CreateKeyAsync("expired@example.org", "ed25519", "cv25519", "1d", fakedTime: Past);
        AssertRefused("BSH0428", await gpg.Home.ExportAsync(fingerprint));
    }

    [Fact]
    public async Task CheckWriting_ExpiredSubkey_IsRefused()
    {
        string fingerprint = await gpg.Home.CreateKeyAsync("expired-subkey@example.org", "ed25519", null, fakedTime: Past);
        await gpg.Home.RunAsync(["--quick-add-key", fingerprint, "cv25519", "encr", "1d"], fakedTime: Past);
        AssertRefused("BSH0428", await gpg.Home.ExportAsync(fingerprint));
    }

    [Fact]
    public async Task CheckWriting_ExtendedCertificate_IsAccepted()
    {
        string fingerprint = await gpg.Home.CreateKeyAsync("extended@example.org", "ed25519", "cv25519", "1d", fakedTime: Past);
        await gpg.Home.RunAsync(["--quick-set-expire", fingerprint, "never"], fakedTime: "20200101T120000");
        await gpg.Home.RunAsync(["--quick-set-expire", fingerprint, "never", "*"], fakedTime: "20200101T120000");

        Assert.Empty(Writer([await gpg.Home.ExportAsync(fingerprint)]).CheckWriting());
    }

    [Fact]
    public async Task CheckWriting_KeyOfTheFuture_IsRefused()
    {
        string fingerprint = await gpg.Home.CreateKeyAsync("future@example.org", "ed25519", "cv25519", fakedTime: "20990101T000000");
        AssertRefused("BSH0429", await gpg.Home.ExportAsync(fingerprint));
    }

    [Fact]
    public async Task CheckWriting_RevokedCertificate_IsRefused()
    {
        using GpgHome home = new();
        string fingerprint = await home.CreateKeyAsync("revoked@example.org", "ed25519", "cv25519");
        string revocation = Directory.GetFiles(home.Path, $"{fingerprint}.rev", SearchOption.AllDirectories).Single();
        // gpg puts a colon before the armor, so that the certificate is not imported by accident.
        string armor = (await File.ReadAllTextAsync(revocation, TestContext.Current.CancellationToken)).Replace(":-----BEGIN", "-----BEGIN", StringComparison.Ordinal);
        (await home.RunAsync(["--import"], System.Text.Encoding.ASCII.GetBytes(armor))).EnsureSucceeded();

        AssertRefused("BSH0427", await home.ExportAsync(fingerprint));
    }

    [Fact]
    public async Task CheckWriting_RevokedSubkey_IsRefused()
    {
        string fingerprint = await gpg.Home.CreateKeyAsync("revoked-subkey@example.org", "ed25519", "cv25519");
        (await gpg.Home.RunAsync(
            ["--command-fd", "0", "--edit-key", fingerprint], "key 1\nrevkey\ny\n0\n\ny\nsave\n"u8.ToArray())).EnsureSucceeded();
        AssertRefused("BSH0427", await gpg.Home.ExportAsync(fingerprint));
    }

    [Fact]
    public async Task CheckWriting_SecondSubkeyAfterRevokedOne_IsTaken()
    {
        string fingerprint = await gpg.Home.CreateKeyAsync("second-subkey@example.org", "ed25519", "cv25519", fakedTime: Past);
        (await gpg.Home.RunAsync(
            ["--command-fd", "0", "--edit-key", fingerprint], "key 1\nrevkey\ny\n0\n\ny\nsave\n"u8.ToArray())).EnsureSucceeded();
        (await gpg.Home.RunAsync(["--quick-add-key", fingerprint, "rsa2048", "encr"])).EnsureSucceeded();
        string file = await gpg.Home.ExportAsync(fingerprint);

        byte[] message = Message.Encrypt(new OpenPgpKeys { RecipientKeyFiles = [file] }, [1, 2, 3]);

        Assert.True((await gpg.Home.DecryptAsync(message)).Decrypted);
    }

    [Fact]
    public async Task CheckWriting_SignOnlyKey_IsRefused()
    {
        string fingerprint = await gpg.Home.CreateKeyAsync("sign-only@example.org", "rsa2048", null);
        AssertRefused("BSH0430", await gpg.Home.ExportAsync(fingerprint));
    }

    [Fact]
    public async Task CheckWriting_UnsupportedAlgorithm_IsRefused()
    {
        string fingerprint = await gpg.Home.CreateKeyAsync("nist@example.org", "nistp256", "nistp256");
        AssertRefused("BSH0431", await gpg.Home.ExportAsync(fingerprint));
    }

    [Fact]
    public async Task CheckWriting_WeakRsa_IsRefused()
    {
        string fingerprint = await gpg.Home.CreateKeyAsync("weak@example.org", "rsa1024", "rsa1024");
        AssertRefused("BSH0432", await gpg.Home.ExportAsync(fingerprint));
    }

    [Fact]
    public async Task CheckWriting_TamperedBinding_IsRefused()
    {
        byte[] certificate = await File.ReadAllBytesAsync(gpg.Curve.PublicFile, TestContext.Current.CancellationToken);
        // The last bytes are the signature that binds the encryption subkey.
        certificate[^1] ^= 1;
        AssertRefused("BSH0430", gpg.Home.WriteFile(certificate));
    }

    [Fact]
    public void OpenEncrypt_KeyFileReplaced_TakesTheNewKey()
    {
        string file = gpg.Home.NewFile();
        OpenPgpEncryptor encryptor = Writer([file]);
        File.Copy(gpg.Rsa.PublicFile, file);
        string before = Assert.Single(encryptor.KeyIds);

        File.Copy(gpg.Curve.PublicFile, file, overwrite: true);
        byte[] message = Message.Encrypt(encryptor, [1, 2, 3]);

        Assert.NotEqual(before, Assert.Single(encryptor.KeyIds));
        Assert.Equal([1, 2, 3], Message.Decrypt(new OpenPgpKeys { PrivateKeys = [gpg.Curve.PrivateFile] }, message));
    }

    [Fact]
    public void CheckWriting_ClockBeforeKey_IsRefused()
    {
        OpenPgpKeys keys = new() { RecipientKeyFiles = [gpg.Curve.PublicFile] };

        // The key was made just now: before that it was not valid yet.
        BackupShError error = Assert.Single(new OpenPgpEncryptor(keys, new FixedTime(DateTimeOffset.UnixEpoch)).CheckWriting());

        Assert.Equal("BSH0429", error.Code);
    }

    [Fact]
    public void CheckReading_GoodKeys_FindsNothing()
    {
        OpenPgpKeys keys = new() { ReadingPassphrases = ["old", "new"], PrivateKeys = [gpg.Rsa.PrivateFile, gpg.Curve.PrivateFile] };
        Assert.Empty(new OpenPgpEncryptor(keys, TimeProvider.System).CheckReading());
    }

    [Fact]
    public void CheckReading_EachFault_HasItsCode()
    {
        OpenPgpKeys keys = new()
        {
            ReadingPassphrases = [Secret.FromEnvironment("BACKUPSH_TEST_NO_SUCH_VARIABLE")],
            PrivateKeys =
            [
                new OpenPgpPrivateKeyFile("/nonexistent/key.asc"),
                new OpenPgpPrivateKeyFile(gpg.Rsa.PublicFile),
                new OpenPgpPrivateKeyFile(gpg.Rsa.PrivateFile.File),
                new OpenPgpPrivateKeyFile(gpg.Rsa.PrivateFile.File, "wrong"),
            ],
        };

        IReadOnlyList<BackupShError> errors = new OpenPgpEncryptor(keys, TimeProvider.System).CheckReading();

        Assert.Equal(["BSH0001", "BSH0421", "BSH0425", "BSH0433", "BSH0434"], errors.Select(error => error.Code));
        Assert.All(errors, error => Assert.DoesNotContain("wrong", error.ToString(), StringComparison.Ordinal));
    }

    private static OpenPgpEncryptor Writer(IReadOnlyList<string> files, string? passphrase = null) => new(
        new OpenPgpKeys { RecipientKeyFiles = files, Passphrase = passphrase is null ? null : Secret.FromValue(passphrase) },
        TimeProvider.System);

    private static void AssertRefused(string code, string file) => AssertRefused(code, Writer([file]));

    /// <summary>A fault is found by the check, and it stops the writing before anything is written.</summary>
    private static void AssertRefused(string code, OpenPgpEncryptor encryptor)
    {
        BackupShError error = Assert.Single(encryptor.CheckWriting());
        Assert.Equal(code, error.Code);
        Assert.False(string.IsNullOrWhiteSpace(error.Hint));
        Assert.DoesNotContain("{", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(code, Assert.Throws<BackupShException>(() => encryptor.OpenEncrypt(Stream.Null)).Code);
    }
}
