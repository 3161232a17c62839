using System.IO.Compression;
using System.Text;
using BackupSh.Catalog;
using BackupSh.Encryption;
using BackupSh.Restore;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Restore;

/// <summary>What the Awkhad modules have left in a bucket: an info file without our section, and an archive made by gpg.</summary>
public sealed class ModulesInteropTests : IAsyncDisposable
{
    private const string Name = "prod.2019-03-24_03-00-01";
    private const string Passphrase = "pässphrase";
    private static readonly byte[] Zip = MakeZip();

    private readonly EngineFixture _engine = new() { Configure = builder => builder.ReadWith("another", Passphrase) };

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Theory]
    [InlineData("--compress-algo none")]
    [InlineData("--compress-algo zip")]
    [InlineData("--cipher-algo AES128 --compress-algo zlib")]
    public async Task Backup_OfTheModules_IsListedVerifiedAndDownloaded(string options)
    {
        byte[] archive = await PutAsync(options.Split(' '));

        BackupEntry entry = Assert.Single(await _engine.ListAsync());
        VerificationResult verified = await _engine.Verifier.VerifyCopyAsync(entry, cancellationToken: TestContext.Current.CancellationToken);
        byte[] encrypted = await DownloadAsync(decrypt: false);
        byte[] decrypted = await DownloadAsync(decrypt: true);

        Assert.Equal((BackupHealth.Complete, Name, null), (entry.Health, entry.Name.ToString(), entry.Info.Details));
        Assert.Equal((VerificationStatus.Verified, null), (verified.Status, verified.Error));
        Assert.Equal(archive, encrypted);
        Assert.Equal(Zip, decrypted);
    }

    [Fact]
    public async Task RestoreAsync_WithSourceNamed_GivesItTheZip()
    {
        await PutAsync();

        RestoreOptions options = new() { Target = "copy", Source = "shop" };
        RestoreResult restored = await _engine.Restorer.RestoreAsync("latest:prod", options, TestContext.Current.CancellationToken);

        Assert.Equal(Zip, Assert.Single(Restoring.Source(_engine).Restores).Content.ToArray());
        Assert.Equal((Name, Zip.Length), (restored.Backup, restored.PlaintextBytes));
    }

    [Fact]
    public async Task DownloadAsync_AnyCut_IsRefused()
    {
        byte[] archive = await PutAsync();
        for (int length = 0; length < archive.Length; length += 7)
        {
            _engine.Memory.Put(Name + ".zip.enc", archive.AsSpan(0, length));

            await Assert.ThrowsAsync<BackupDecryptionException>(() => DownloadAsync(decrypt: true));
        }
    }

    [Fact]
    public async Task DownloadAsync_BytesAppended_IsRefused()
    {
        byte[] archive = await PutAsync();
        _engine.Memory.Put(Name + ".zip.enc", [.. archive, 0]);

        await Assert.ThrowsAsync<BackupDecryptionException>(() => DownloadAsync(decrypt: true));
    }

    private static byte[] MakeZip()
    {
        using MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using StreamWriter dump = new(archive.CreateEntry("dump.sql").Open());
            dump.Write("CREATE TABLE res_partner(id integer);\n");
        }

        return zip.ToArray();
    }

    private async Task<byte[]> PutAsync(params string[] options)
    {
        using Gpg gpg = new();
        byte[] archive = await gpg.EncryptAsync(Zip, Passphrase, [.. options, "--s2k-mode", "1"]);
        string info = $"[common]\ndatabase = prod\nencrypted = True\nupload_datetime = 2019-03-24_03-00-01\nbackup_size = {archive.Length / 1048576.0:E}\nstorage_service = awkhad_backup_sh\n\n";
        _engine.Memory.Put(Name + ".info", Encoding.ASCII.GetBytes(info));
        _engine.Memory.Put(Name + ".zip.enc", archive);
        return archive;
    }

    private async Task<byte[]> DownloadAsync(bool decrypt)
    {
        using MemoryStream downloaded = new();
        await _engine.Restorer.DownloadAsync(Name, downloaded, decrypt, cancellationToken: TestContext.Current.CancellationToken);
        return downloaded.ToArray();
    }
}
