namespace BackupSh.OpenPgp.Tests.Gpg;

/// <summary>A gpg with keys of each kind, made once for all tests of a collection.</summary>
public sealed class GpgKeys : IAsyncLifetime
{
    public const string RsaPassphrase = "the rsa key's own pässword";

    public GpgHome Home { get; } = new();

    /// <summary>RSA-3072, protected by <see cref="RsaPassphrase"/>.</summary>
    public GpgKey Rsa { get; private set; } = null!;

    /// <summary>Curve25519, not protected.</summary>
    public GpgKey Curve { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Rsa = await MakeAsync("rsa@example.org", "rsa3072", "rsa3072", RsaPassphrase, armor: true);
        Curve = await MakeAsync("curve@example.org", "ed25519", "cv25519", "", armor: false);
    }

    public ValueTask DisposeAsync()
    {
        Home.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<GpgKey> MakeAsync(string name, string primary, string subkey, string passphrase, bool armor)
    {
        string fingerprint = await Home.CreateKeyAsync(name, primary, subkey, passphrase: passphrase);
        return new GpgKey(
            fingerprint,
            await Home.ExportAsync(fingerprint, armor),
            new OpenPgpPrivateKeyFile(
                await Home.ExportSecretAsync(fingerprint, passphrase, armor),
                passphrase.Length == 0 ? null : Secret.FromValue(passphrase)));
    }
}

/// <summary>A key of gpg's, exported both ways.</summary>
public sealed record GpgKey(string Fingerprint, string PublicFile, OpenPgpPrivateKeyFile PrivateFile);

[CollectionDefinition(Name)]
public sealed class GpgCollection : ICollectionFixture<GpgKeys>
{
    public const string Name = "gpg";
}
