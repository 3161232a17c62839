using BackupSh.Encryption;
using BackupSh.Restore;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Restore;

/// <summary>A wrong key and a damaged archive look alike to the decryption; here they are told apart.</summary>
public sealed class KeyJudgementTests
{
    [Fact]
    public async Task RestoreAsync_WrongPassphrase_SaysThatTheKeyIsWrong()
    {
        StoredBackup backup = await DamageSweepTests.MakeAsync("bin.zst.enc");
        await using EngineFixture engine = Engine(backup, "wrong", "worse");

        BackupDecryptionException exception = await Assert.ThrowsAsync<BackupDecryptionException>(() => engine.RestoreAsync());

        Assert.Equal("BSH0602", exception.Code);
        Assert.Contains("It decrypts with: passphrase", exception.Message, StringComparison.Ordinal);
        Assert.Equal("BSH0401", Assert.IsType<BackupDecryptionException>(exception.InnerException).Code);
        VerificationResult verified = await engine.VerifyAsync();
        Assert.Equal((VerificationStatus.WrongKey, "BSH0602"), (verified.Status, verified.Error?.Code));
    }

    [Theory]
    [InlineData("correct horse")]
    [InlineData("wrong")]
    public async Task RestoreAsync_DamagedArchive_SaysSoWhateverTheKey(string passphrase)
    {
        StoredBackup backup = await DamageSweepTests.MakeAsync("bin.zst.enc");
        await using EngineFixture engine = Engine(backup, passphrase);
        engine.Memory.Put(backup.ArchiveName, Restoring.Flip(backup.Archive, backup.Archive.Length * 4));

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync());

        Assert.Equal("BSH0601", exception.Code);
        VerificationResult verified = await engine.VerifyAsync();
        Assert.Equal((VerificationStatus.Damaged, "BSH0601"), (verified.Status, verified.Error?.Code));
    }

    [Fact]
    public async Task RestoreAsync_OldPassphraseAmongTheKeys_Restores()
    {
        StoredBackup backup = await DamageSweepTests.MakeAsync("bin.zst.enc");
        await using EngineFixture engine = Engine(backup, "new passphrase", "correct horse");

        await engine.RestoreAsync();

        Assert.Single(Restoring.Source(engine).Restores);
    }

    [Fact]
    public async Task RestoreAsync_NotAmongTheRecipients_SaysThatTheKeyIsWrong()
    {
        using Gpg gpg = new();
        (string publicFile, _) = await gpg.CreateKeyAsync("ops");
        (_, string otherPrivateFile) = await gpg.CreateKeyAsync("other");
        await using EngineFixture engine = new()
        {
            Job = job => job.Encryption.RecipientKeys = [publicFile],
            Configure = builder => builder.Configure(options => options.Keys.PrivateKeys = [new() { File = otherPrivateFile }]),
        };
        (await engine.RunAsync()).EnsureSucceeded();
        string keyId = Assert.Single((await engine.ListAsync())[0].Info.Details!.KeyIds);

        BackupDecryptionException exception = await Assert.ThrowsAsync<BackupDecryptionException>(() => engine.RestoreAsync());

        Assert.Equal("BSH0602", exception.Code);
        Assert.Contains($"It decrypts with: {keyId}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestoreAsync_KeyFileCannotBeUsed_SaysWhy()
    {
        using Gpg gpg = new();
        (string publicFile, string privateFile) = await gpg.CreateKeyAsync("ops");
        await using EngineFixture engine = new()
        {
            Job = job => job.Encryption.RecipientKeys = [publicFile],
            Configure = builder => builder.Configure(options => options.Keys.PrivateKeys = [new() { File = privateFile }]),
        };
        (await engine.RunAsync()).EnsureSucceeded();
        File.Delete(privateFile);

        BackupDecryptionException exception = await Assert.ThrowsAsync<BackupDecryptionException>(() => engine.RestoreAsync());

        Assert.Equal("BSH0404", exception.Code);
        Assert.Contains(privateFile, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestoreAsync_NoKeysAtAll_NamesThoseThatAreNeeded()
    {
        StoredBackup backup = await DamageSweepTests.MakeAsync("bin.enc");
        await using EngineFixture engine = Engine(backup);

        BackupDecryptionException exception = await Assert.ThrowsAsync<BackupDecryptionException>(() => engine.RestoreAsync());

        Assert.Equal("BSH0603", exception.Code);
        Assert.Contains("is encrypted for passphrase,", exception.Message, StringComparison.Ordinal);
        VerificationResult verified = await engine.VerifyAsync();
        Assert.Equal((VerificationStatus.Intact, null), (verified.Status, verified.Error));
    }

    [Fact]
    public async Task VerifyAsync_NoKeysAndDamaged_SaysDamaged()
    {
        StoredBackup backup = await DamageSweepTests.MakeAsync("bin.enc");
        await using EngineFixture engine = Engine(backup);
        engine.Memory.Put(backup.ArchiveName, Restoring.Flip(backup.Archive, 8000));

        Assert.Equal(VerificationStatus.Damaged, (await engine.VerifyAsync()).Status);
    }

    [Fact]
    public async Task RestoreAsync_UnknownScheme_NamesIt()
    {
        byte[] content = StoredBackup.Noise(100);
        StoredBackup backup = StoredBackup.Ours(content, content, "bin.enc", details => details with { Encryption = "rot13" });
        await using EngineFixture engine = Engine(backup, "any");

        BackupDecryptionException exception = await Assert.ThrowsAsync<BackupDecryptionException>(() => engine.RestoreAsync());

        Assert.Equal("BSH0604", exception.Code);
        Assert.Contains("'rot13'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, VerificationStatus.WrongKey)]
    [InlineData(8000, VerificationStatus.Damaged)]
    public async Task RestoreAsync_ModulesArchive_GivesTheDecryptionsOwnError(int flippedBit, VerificationStatus expected)
    {
        StoredBackup encrypted = await DamageSweepTests.MakeAsync("bin.enc");
        byte[] archive = flippedBit == 0 ? encrypted.Archive : Restoring.Flip(encrypted.Archive, flippedBit);
        await using EngineFixture engine = Engine(StoredBackup.OfModules(archive), flippedBit == 0 ? "wrong" : "correct horse");

        RestoreOptions options = new() { Target = "copy", Source = "shop" };
        BackupDecryptionException exception = await Assert.ThrowsAsync<BackupDecryptionException>(
            () => engine.Restorer.RestoreAsync(StoredBackup.Name, options, TestContext.Current.CancellationToken));

        Assert.Equal("BSH0401", exception.Code);
        Assert.Empty(Restoring.Source(engine).Restores);
        Assert.Equal(expected, (await engine.VerifyAsync()).Status);
    }

    private static EngineFixture Engine(StoredBackup backup, params string[] passphrases)
    {
        EngineFixture engine = new() { Configure = builder => builder.ReadWith(passphrases) };
        backup.PutInto(engine.Memory);
        return engine;
    }
}
