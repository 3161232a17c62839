using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Restore;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Restore;

/// <summary>Nothing of a damaged archive reaches a target, wherever the damage is.</summary>
public sealed class DamageSweepTests
{
    private const string Passphrase = "correct horse";

    // With headers, checksums and encryption, an archive of about 2 KiB.
    private static readonly byte[] Content = StoredBackup.Noise(1950);

    [Theory]
    [InlineData("bin")]
    [InlineData("bin.zst")]
    [InlineData("bin.zst.enc")]
    public async Task OpenContent_AnyBitFlippedAnyCut_NeverReachesTheEnd(string extension)
    {
        StoredBackup backup = await MakeAsync(extension);
        await using EngineFixture fixture = Engine(backup);
        BackupEntry entry = Assert.Single(await fixture.ListAsync());
        ArchiveReader reader = new(fixture.Get<Engine>().Encryption);
        int count = 0;
        foreach ((string what, byte[] damaged) in Restoring.Damages(backup.Archive))
        {
            await using OpenedArchive archive = reader.OpenContent(new MemoryStream(damaged), entry);

            Exception? unreadable = await archive.ReadAsync(
                content => content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

            Assert.True(unreadable is BackupShException { Code: "BSH0601" }, $"{what}: {unreadable?.Message ?? "nothing noticed"}");
            count++;
        }

        Assert.Equal((backup.Archive.Length * 9) + 2, count);
    }

    [Theory]
    [InlineData("bin")]
    [InlineData("bin.zst")]
    [InlineData("bin.zst.enc")]
    public async Task RestoreAsync_Damaged_RefusesAndPublishesNothing(string extension)
    {
        StoredBackup backup = await MakeAsync(extension);
        await using EngineFixture engine = Engine(backup);
        foreach ((string what, byte[] damaged) in Restoring.Damages(backup.Archive, flipStep: 163, cutStep: 97))
        {
            engine.Memory.Put(backup.ArchiveName, damaged);

            BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync());

            // Another length already shows in the listing; all other damage only on reading.
            Assert.True(exception.Code == (damaged.Length == backup.Archive.Length ? "BSH0601" : "BSH0543"), $"{what}: {exception.Message}");
        }

        Assert.Empty(Restoring.Source(engine).Restores);
        engine.Memory.Put(backup.ArchiveName, backup.Archive);
        await engine.RestoreAsync();
        Assert.Equal(Content, Assert.Single(Restoring.Source(engine).Restores).Content.ToArray());
    }

    [Fact]
    public async Task RestoreAsync_OursWithRealPassphrase_RefusesDamage()
    {
        await using EngineFixture engine = new()
        {
            Source = new FakeSource { Content = Content, Description = new("fake", "shop", "bin") { RestoreCommand = "> shop.bin" } },
            Job = job => job.Encryption.Passphrase = Passphrase,
        };
        (await engine.RunAsync()).EnsureSucceeded();
        string archive = engine.Memory.Names.Single(name => name.EndsWith(".enc", StringComparison.Ordinal));
        byte[] whole = engine.Memory.GetContent(archive);
        foreach ((string what, byte[] damaged) in Restoring.Damages(whole, flipStep: 611, cutStep: 499))
        {
            engine.Memory.Put(archive, damaged);

            BackupShException exception = await Assert.ThrowsAnyAsync<BackupShException>(() => engine.RestoreAsync());

            Assert.True(exception.Code is "BSH0601" or "BSH0543", $"{what}: {exception.Message}");
        }

        Assert.Empty(Restoring.Source(engine).Restores);
    }

    private static EngineFixture Engine(StoredBackup backup)
    {
        EngineFixture engine = new() { Configure = builder => builder.ReadWith(Passphrase) };
        backup.PutInto(engine.Memory);
        return engine;
    }

    internal static async Task<StoredBackup> MakeAsync(string extension, byte[]? content = null)
    {
        content ??= Content;
        byte[] archive = extension.Contains("zst", StringComparison.Ordinal) ? await StoredBackup.ZstdAsync(content, "--check") : content;
        if (extension.EndsWith("enc", StringComparison.Ordinal))
        {
            using Gpg gpg = new();
            archive = await gpg.EncryptAsync(archive, Passphrase, "--s2k-mode", "1", "--compress-algo", "none");
        }

        return StoredBackup.Ours(content, archive, extension);
    }
}
