using BackupSh.OpenPgp.Tests.Gpg;

namespace BackupSh.OpenPgp.Tests;

/// <summary>When the keys that archives are encrypted to expire.</summary>
[Collection(GpgCollection.Name)]
public sealed class RecipientKeyTests(GpgKeys gpg)
{
    private const string Past = "20200101T000000";

    // gpg's clock runs on from a faked time: a key that was made must not lie in the future of the next call.
    private const string Later = "20200101T000500";
    private static readonly DateTimeOffset Created = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void RecipientKeys_KeysForEver_ExpireNever()
    {
        OpenPgpEncryptor encryptor = Encryptor(TimeProvider.System, gpg.Rsa.PublicFile, gpg.Curve.PublicFile);

        Assert.Equal([gpg.Rsa.PublicFile, gpg.Curve.PublicFile], encryptor.RecipientKeys.Select(key => key.File));
        Assert.Equal(encryptor.KeyIds, encryptor.RecipientKeys.Select(key => key.KeyId));
        Assert.All(encryptor.RecipientKeys, key => Assert.Null(key.Expires));
    }

    [Theory]
    [InlineData("10d", "5d", 5)]
    [InlineData("5d", "10d", 5)]
    [InlineData("never", "5d", 5)]
    [InlineData("5d", "never", 5)]
    public async Task RecipientKeys_CertificateOrKeyExpires_TheEarlierOneCounts(string certificate, string subkey, int days)
    {
        string fingerprint = await gpg.Home.CreateKeyAsync($"expires-{certificate}-{subkey}@example.org", "ed25519", null, certificate, fakedTime: Past);
        (await gpg.Home.RunAsync(["--quick-add-key", fingerprint, "cv25519", "encr", subkey], fakedTime: Later)).EnsureSucceeded();

        OpenPgpRecipientKey key = Assert.Single(Encryptor(new FixedTime(Created.AddHours(1)), await gpg.Home.ExportAsync(fingerprint)).RecipientKeys);

        Assert.Equal(Created.AddDays(days), key.Expires!.Value, TimeSpan.FromMinutes(10));
    }

    private static OpenPgpEncryptor Encryptor(TimeProvider time, params string[] files) => new(new OpenPgpKeys { RecipientKeyFiles = files }, time);
}
