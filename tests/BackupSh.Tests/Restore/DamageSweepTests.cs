using BackupSh.Encryption;
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
    [InlineData("bin.enc")]
    [InlineData("bin.zst.enc")]
    public async Task RestoreAsync_AnyDamage_RefusesAndPublishesNothing(string extension)
    {
        StoredBackup backup = await MakeAsync(extension);
        await using EngineFixture engine = new() { Configure = builder => builder.ReadWith(Passphrase) };
        backup.PutInto(engine.Memory);
        int refused = 0;
        foreach ((string what, byte[] damaged) in Restoring.Damages(backup.Archive))
        {
            engine.Memory.Put(backup.ArchiveName, damaged);
            try
            {
                await engine.RestoreAsync();
                Assert.Fail($"Restored with {what}.");
            }
            catch (BackupShException exception)
            {
                // Another length already shows in the listing; all other damage only on reading.
                Assert.True(exception.Code is "BSH0601" or "BSH0543", $"{what}: {exception.Message}");
                refused++;
            }
        }

        Assert.Equal((backup.Archive.Length * 9) + 2, refused);
        Assert.Empty(Restoring.Source(engine).Restores);
        engine.Memory.Put(backup.ArchiveName, backup.Archive);
        await engine.RestoreAsync();
        Assert.Equal(Content, Assert.Single(Restoring.Source(engine).Restores).Content.ToArray());
    }

    [Theory]
    [InlineData("bin")]
    [InlineData("bin.zst")]
    [InlineData("bin.zst.enc")]
    public async Task RestoreAsync_ShorterOrLongerThanListed_RefusesAndPublishesNothing(string extension)
    {
        StoredBackup backup = await MakeAsync(extension);
        InMemoryStorage memory = new();
        await using EngineFixture engine = new EngineFixture { Configure = builder => builder.ReadWith(Passphrase) }
            .With("liar", new FaultyStorage(memory).On(StorageOperation.List).LieAboutObjects(
                found => found.Name == backup.ArchiveName ? found with { SizeBytes = backup.Archive.Length } : found));
        backup.PutInto(memory);
        foreach ((string what, byte[] damaged) in Restoring.Damages(backup.Archive, flipStep: int.MaxValue).Skip(1))
        {
            memory.Put(backup.ArchiveName, damaged);

            BackupShException exception = await Assert.ThrowsAnyAsync<BackupShException>(() => engine.RestoreAsync());

            Assert.True(exception.Code == "BSH0601", $"{what}: {exception.Message}");
        }

        Assert.Empty(Restoring.Source(engine).Restores);
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

            Assert.True(exception is not BackupDecryptionException && exception.Code is "BSH0601" or "BSH0543", $"{what}: {exception.Message}");
        }

        Assert.Empty(Restoring.Source(engine).Restores);
    }

    internal static async Task<StoredBackup> MakeAsync(string extension, byte[]? content = null)
    {
        content ??= Content;
        byte[] archive = extension.Contains("zst", StringComparison.Ordinal) ? await StoredBackup.ZstdAsync(content, "--check") : content;
        if (extension.EndsWith("enc", StringComparison.Ordinal))
        {
            using Gpg gpg = new();
            archive = await gpg.EncryptAsync(archive, Passphrase, "--s2k-count", "1024", "--compress-algo", "none");
        }

        return StoredBackup.Ours(content, archive, extension);
    }
}
