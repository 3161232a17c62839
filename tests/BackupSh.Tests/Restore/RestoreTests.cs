using System.Text;
using BackupSh.Catalog;
using BackupSh.Restore;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Restore;

/// <summary>Restores read the first whole copy, resume what breaks, and publish only what was checked.</summary>
public sealed class RestoreTests
{
    private const string Backup = "shop.2026-11-24_03-00-00";
    private const string Archive = Backup + ".bin.zst";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("damaged")]
    [InlineData("cut")]
    [InlineData("missing")]
    [InlineData("unreachable")]
    [InlineData("unreadable")]
    [InlineData("raw")]
    public async Task RestoreAsync_FirstCopyIsOfNoUse_TakesTheNext(string harm)
    {
        await using EngineFixture engine = new();
        InMemoryStorage second = new(engine.Time);
        FaultyStorage first = new(engine.Memory);
        engine.With("first", first).With("second", second);
        (await engine.RunAsync()).EnsureSucceeded();
        byte[] whole = engine.Memory.GetContent(Archive);
        switch (harm)
        {
            case "damaged": engine.Memory.Put(Archive, [.. whole[..^1], (byte)(whole[^1] ^ 1)]); break;
            case "cut": engine.Memory.Put(Archive, whole.AsSpan(0, whole.Length - 1)); break;
            case "missing": engine.Memory.Remove(Archive); break;
            case "unreachable": first.On(StorageOperation.List).Fail(); break;
            case "unreadable": first.On(StorageOperation.OpenRead).Named(Archive).Fail(); break;
            default: first.On(StorageOperation.OpenRead).Named(Archive).Fail(new TaskCanceledException("The client gave up.")); break;
        }

        RestoreResult restored = await engine.Restorer.RestoreAsync(Backup, new RestoreOptions { Target = "copy" }, Token);

        Assert.Equal("second", restored.Storage);
        Assert.Equal(1000, Assert.Single(((FakeSource)engine.Source).Restores).Content.Length);
    }

    [Fact]
    public async Task RestoreAsync_ConnectionBreaks_GoesOnAtTheOffsetOfTheSameVersion()
    {
        await using EngineFixture engine = new() { Source = Source(1_000_000), Job = job => job.Compression.Algorithm = BackupSh.Options.CompressionAlgorithm.None };
        FaultyStorage storage = new(engine.Memory);
        engine.With("memory", storage);
        (await engine.RunAsync()).EnsureSucceeded();
        storage.On(StorageOperation.OpenRead).Named(Backup + ".bin").Call(1).AtByte(300_000).FailTransiently();
        storage.On(StorageOperation.OpenRead).Named(Backup + ".bin").Call(2).AtByte(100).FailTransiently();

        RestoreResult restored = await engine.Restorer.RestoreAsync(Backup, new RestoreOptions { Target = "copy" }, Token);

        Assert.Equal(1_000_000, restored.PlaintextBytes);
        Assert.Equal(3, storage.Calls.Count(call => call.ToString() == $"OpenRead {Backup}.bin"));
    }

    [Fact]
    public async Task RestoreAsync_FailureIsNotTransient_IsNotTriedAgain()
    {
        await using EngineFixture engine = new();
        FaultyStorage storage = new(engine.Memory);
        engine.With("memory", storage);
        (await engine.RunAsync()).EnsureSucceeded();
        storage.On(StorageOperation.OpenRead).Named(Archive).AtByte(1).Fail();

        await Assert.ThrowsAsync<StorageException>(() => engine.Restorer.RestoreAsync(Backup, new RestoreOptions { Target = "copy" }, Token));

        Assert.Single(storage.Calls, call => call.ToString() == "OpenRead " + Archive);
    }

    [Fact]
    public async Task RestoreAsync_StorageNeverBringsAByte_IsGivenUpAfterThreeFailures()
    {
        await using EngineFixture engine = new();
        FaultyStorage storage = new(engine.Memory);
        engine.With("memory", storage);
        (await engine.RunAsync()).EnsureSucceeded();
        storage.On(StorageOperation.OpenRead).Named(Archive).FailTransiently();

        await Assert.ThrowsAsync<StorageException>(() => engine.Restorer.RestoreAsync(Backup, new RestoreOptions { Target = "copy" }, Token));

        Assert.Equal(3, storage.Calls.Count(call => call.ToString() == "OpenRead " + Archive));
    }

    [Fact]
    public async Task RestoreAsync_ObjectIsReplacedBehindABrokenConnection_IsRefused()
    {
        await using EngineFixture engine = new() { Source = Source(1_000_000), Job = job => job.Compression.Algorithm = BackupSh.Options.CompressionAlgorithm.None };
        TaskCompletionSource gate = new();
        FaultyStorage storage = new(engine.Memory);
        engine.With("memory", storage);
        (await engine.RunAsync()).EnsureSucceeded();
        storage.On(StorageOperation.OpenRead).Named(Backup + ".bin").Call(1).AtByte(500_000).WaitFor(gate.Task);
        Task<RestoreResult> restore = engine.Restorer.RestoreAsync(Backup, new RestoreOptions { Target = "copy" }, Token);
        await EngineFixture.UntilAsync(() => storage.Calls.Any(call => call.ToString() == $"OpenRead {Backup}.bin"));

        engine.Memory.Put(Backup + ".bin", new byte[1_000_000]);
        gate.SetException(new IOException("The connection broke."));

        BackupShException exception = await Assert.ThrowsAnyAsync<BackupShException>(() => restore);
        Assert.Equal("BSH0252", exception.Error!.Code);
        Assert.Empty(((FakeSource)engine.Source).Restores);
    }

    [Fact]
    public async Task RestoreAsync_StorageHangs_IsGivenUpAndTheNextIsTaken()
    {
        await using EngineFixture engine = new();
        InMemoryStorage second = new(engine.Time);
        FaultyStorage first = new(engine.Memory);
        engine.With("first", first).With("second", second);
        (await engine.RunAsync()).EnsureSucceeded();
        first.On(StorageOperation.OpenRead).Named(Archive).AtByte(0).Hang();

        Task<RestoreResult> restore = engine.Restorer.RestoreAsync(Backup, new RestoreOptions { Target = "copy" }, Token);
        await EngineFixture.UntilAsync(() => first.Calls.Any(call => call.ToString() == "OpenRead " + Archive));
        await engine.PassTimeUntilAsync(() => restore.IsCompleted);

        Assert.Equal("second", (await restore).Storage);
    }

    [Fact]
    public async Task RestoreAsync_HookThrows_FailsAndNothingAppears()
    {
        await using EngineFixture engine = new() { Configure = builder => builder.AddRestoreHook<RefusingHook>() };
        (await engine.RunAsync()).EnsureSucceeded();

        await Assert.ThrowsAsync<NotSupportedException>(() => engine.Restorer.RestoreAsync(Backup, new RestoreOptions { Target = "copy" }, Token));

        Assert.Empty(((FakeSource)engine.Source).Restores);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RestoreAsync_SourceDoesNotReadToTheEnd_IsCaughtBeforeItPublishes(bool asksBeforePublishing)
    {
        HastySource hasty = new(Source(1000), asksBeforePublishing);
        await using EngineFixture engine = new() { Source = hasty };
        (await engine.RunAsync()).EnsureSucceeded();

        BackupShException exception = await Assert.ThrowsAnyAsync<BackupShException>(
            () => engine.Restorer.RestoreAsync(Backup, new RestoreOptions { Target = "copy" }, Token));

        Assert.Equal("BSH0605", exception.Error!.Code);
        Assert.Equal(!asksBeforePublishing, hasty.HasPublished);
    }

    [Fact]
    public async Task RestoreAsync_Latest_TakesTheNewestThatCanBeUsed()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();
        engine.Time.Advance(TimeSpan.FromDays(1));
        (await engine.RunAsync()).EnsureSucceeded();
        engine.Time.Advance(TimeSpan.FromDays(1));
        (await engine.RunAsync()).EnsureSucceeded();
        engine.Memory.Put("shop.2026-11-26_03-00-00.bin.zst", [1, 2, 3]); // another size: damaged

        RestoreResult restored = await engine.Restorer.RestoreAsync("latest:shop", new RestoreOptions { Target = "copy" }, Token);

        Assert.Equal("shop.2026-11-25_03-00-00", restored.Backup);
    }

    [Theory]
    [InlineData("shop.2020-01-01_00-00-00", "BSH0542")]
    [InlineData("latest:nothing", "BSH0542")]
    [InlineData("no name at all", "BSH0544")]
    public async Task RestoreAsync_NoSuchBackup_SaysSo(string reference, string code)
    {
        await using EngineFixture engine = new();

        BackupShException exception = await Assert.ThrowsAnyAsync<BackupShException>(
            () => engine.Restorer.RestoreAsync(reference, new RestoreOptions { Target = "copy" }, Token));

        Assert.Equal(code, exception.Error!.Code);
    }

    [Fact]
    public async Task VerifyAsync_OneCopyIsCutAndOneStorageIsDown_TellsOfEachCopy()
    {
        await using EngineFixture engine = new();
        InMemoryStorage cut = new(engine.Time);
        FaultyStorage down = new(new InMemoryStorage(engine.Time));
        engine.With("good", engine.Memory).With("cut", cut).With("down", down);
        (await engine.RunAsync()).EnsureSucceeded();
        cut.Put(Archive, cut.GetContent(Archive).AsSpan(0, 10));
        down.On(StorageOperation.List).Fail();

        IReadOnlyList<VerificationResult> results = await engine.Verifier.VerifyAsync(Backup, cancellationToken: Token);

        Assert.Equal(
            [("cut", VerificationStatus.Damaged), ("good", VerificationStatus.Verified), ("down", VerificationStatus.Unreadable)],
            results.Select(result => (result.Storage, result.Status)));
        Assert.Equal("BSH0250", results[2].Error!.Code);
    }

    [Fact]
    public async Task VerifyAsync_OnlyCopyIsCut_IsDamaged()
    {
        await using EngineFixture engine = new();
        (await engine.RunAsync()).EnsureSucceeded();
        engine.Memory.Put(Archive, [1]);

        Assert.Equal(VerificationStatus.Damaged, Assert.Single(await engine.Verifier.VerifyAsync(Backup, cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task DownloadAsync_BackupOfTheModules_IsListedVerifiedAndDownloaded()
    {
        await using EngineFixture engine = new() { Job = job => job.Encryption.Passphrase = "correct horse" };
        byte[] zip = Encoding.ASCII.GetBytes("PK the bytes of a zip");
        PutModulesBackup(engine.Memory, "erp.2026-11-20_01-00-00", "zip", encrypted: false, zip);
        (await engine.RunAsync()).EnsureSucceeded();
        PutModulesBackup(engine.Memory, "erp.2026-11-21_01-00-00", "zip.enc", encrypted: true, await EncryptAsync(engine, zip));

        foreach (string name in new[] { "erp.2026-11-20_01-00-00", "erp.2026-11-21_01-00-00" })
        {
            BackupEntry entry = Assert.Single(await engine.ListAsync(new BackupQuery { Name = BackupName.Parse(name) }));
            Assert.Equal(BackupHealth.Complete, entry.Health);
            Assert.Equal(VerificationStatus.Verified, (await engine.Verifier.VerifyAsync(entry, cancellationToken: Token)).Status);
            using MemoryStream content = new();
            await engine.Restorer.DownloadAsync(name, content, decrypt: true, cancellationToken: Token);
            Assert.Equal(zip, content.ToArray());
        }
    }

    [Fact]
    public async Task VerifyAsync_EncryptedBackupOfTheModulesIsDamaged_IsRefusedWithoutAHashToCompare()
    {
        await using EngineFixture engine = new() { Job = job => job.Encryption.Passphrase = "correct horse" };
        byte[] whole = await EncryptAsync(engine, Encoding.ASCII.GetBytes("PK " + new string('x', 1000)));
        foreach (int fromEnd in (int[])[1, 10, 21, 22, 23, 500])
        {
            byte[] damaged = [.. whole];
            damaged[^fromEnd] ^= 1;
            PutModulesBackup(engine.Memory, "erp.2026-11-20_01-00-00", "zip.enc", encrypted: true, damaged);

            VerificationResult verified = Assert.Single(await engine.Verifier.VerifyAsync("erp.2026-11-20_01-00-00", cancellationToken: Token));

            Assert.NotEqual(VerificationStatus.Verified, verified.Status);
            await Assert.ThrowsAsync<BackupSh.Encryption.BackupDecryptionException>(
                () => engine.Restorer.DownloadAsync("erp.2026-11-20_01-00-00", Stream.Null, decrypt: true, cancellationToken: Token));
        }
    }

    private static FakeSource Source(long size) => new() { SizeBytes = size, Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "> shop.bin" } };

    private static async Task<byte[]> EncryptAsync(EngineFixture engine, byte[] content)
    {
        using MemoryStream encrypted = new();
        BackupSh.OpenPgp.OpenPgpEncryptor encryptor = new(new BackupSh.OpenPgp.OpenPgpKeys { Passphrase = "correct horse" }, engine.Time);
        await using CompletableStream stream = encryptor.OpenEncrypt(encrypted);
        await stream.WriteAsync(content, Token);
        await stream.CompleteAsync(Token);
        return encrypted.ToArray();
    }

    private static void PutModulesBackup(InMemoryStorage storage, string name, string extension, bool encrypted, byte[] archive)
    {
        BackupName parsed = BackupName.Parse(name);
        BackupInfo info = new() { Name = parsed, Encrypted = encrypted, SizeMebibytes = 0.1, StorageService = "awkhad_backup_sh" };
        storage.Put($"{name}.{extension}", archive);
        storage.Put(name + ".info", BackupInfoFile.Write(info));
    }

    private sealed class RefusingHook : IRestoreHook
    {
        public Task BeforePublishAsync(RestoreHookContext context, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("The host says no.");
    }
}
