using BackupSh.Catalog;
using BackupSh.Options;
using BackupSh.Restore;
using BackupSh.Testing;
using BackupSh.TestSupport;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Restore;

/// <summary>An archive that is not the one its info file describes is refused, and nothing of it reaches a target.</summary>
public sealed class DamageTests(GpgKey key, ITestOutputHelper output) : IClassFixture<GpgKey>
{
    private const string Backup = "shop.2026-11-24_03-00-00";
    private const int ContentBytes = 2000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, CompressionAlgorithm.None)]
    [InlineData(false, CompressionAlgorithm.Zstd)]
    [InlineData(true, CompressionAlgorithm.Zstd)]
    public async Task RestoreAsync_AnyBitFlips_IsRefusedAndNothingReachesTheTarget(bool encrypted, CompressionAlgorithm compression)
    {
        DamagedBackup backup = await DamagedBackup.MakeAsync(compression, ContentBytes, encrypted ? key : null);
        await using EngineFixture engine = backup.Engine;
        int refused = 0;
        for (int bit = 0; bit < backup.Whole.Length * 8; bit++)
        {
            byte[] damaged = [.. backup.Whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            await backup.AssertRefusedAsync(damaged, $"bit {bit}");
            refused++;
        }

        output.WriteLine($"{refused} flipped bits, none accepted");
        Assert.Empty(backup.Source.Restores);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestoreAsync_CutOrLengthened_IsRefusedAndNothingReachesTheTarget(bool encrypted)
    {
        DamagedBackup backup = await DamagedBackup.MakeAsync(CompressionAlgorithm.Zstd, ContentBytes, encrypted ? key : null);
        await using EngineFixture engine = backup.Engine;
        for (int length = 0; length < backup.Whole.Length; length++)
        {
            // The listing still tells the whole size, as a storage that cuts its answers does.
            await backup.AssertRefusedAsync(backup.Whole[..length], $"cut to {length} bytes");
        }

        await backup.AssertRefusedAsync([.. backup.Whole, 0], "one byte more");
        await backup.AssertRefusedAsync([.. backup.Whole, .. backup.Whole], "twice");
        Assert.Empty(backup.Source.Restores);
    }

    [Fact]
    public async Task RestoreAsync_DamagedSqliteArchive_LeavesNoFile()
    {
        using TempDirectory directory = new();
        string database = Path.Combine(directory.Path, "shop.db");
        await SqliteFile.CreateAsync(database, rows: 100);
        await using EngineFixture engine = new()
        {
            Configure = builder => builder.AddSqliteSource("db", options => options.ConnectionString = "Data Source=" + database),
            Job = job => job.Source = "db",
        };
        (await engine.RunAsync()).EnsureSucceeded();
        string archive = engine.Memory.Names.Single(name => name.EndsWith(".zst", StringComparison.Ordinal));
        byte[] whole = engine.Memory.GetContent(archive);
        string target = Path.Combine(directory.Path, "copy.db");

        foreach (int at in (int[])[0, whole.Length / 2, whole.Length - 1])
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            engine.Memory.Put(archive, damaged);
            await Assert.ThrowsAnyAsync<BackupShException>(() => engine.Restorer.RestoreAsync("latest:db", new RestoreOptions { Target = target }, Token));
        }

        Assert.DoesNotContain(Directory.GetFileSystemEntries(directory.Path), path => Path.GetFileName(path).StartsWith("copy.db", StringComparison.Ordinal));
        engine.Memory.Put(archive, whole);
        await engine.Restorer.RestoreAsync("latest:db", new RestoreOptions { Target = target }, Token);
        Assert.Equal("ok", await SqliteFile.QueryAsync(target, "PRAGMA integrity_check"));
    }

    [Fact]
    public async Task RestoreAsync_WrongKey_SaysThatTheKeyIsWrong()
    {
        DamagedBackup backup = await DamagedBackup.MakeAsync(CompressionAlgorithm.Zstd, ContentBytes, passphrase: "correct horse");
        await using EngineFixture writer = backup.Engine;
        await using EngineFixture reader = new() { Source = backup.Source, Job = job => job.Encryption.Passphrase = "another passphrase" };
        reader.With("memory", writer.Memory);

        BackupShException exception = await Assert.ThrowsAnyAsync<BackupShException>(
            () => reader.Restorer.RestoreAsync(Backup, new RestoreOptions { Target = "copy" }, Token));
        VerificationResult verified = Assert.Single(await reader.Verifier.VerifyAsync(Backup, cancellationToken: Token));

        Assert.Equal("BSH0602", exception.Error!.Code);
        Assert.Equal(VerificationStatus.WrongKey, verified.Status);
        Assert.Empty(backup.Source.Restores);
    }

    [Fact]
    public async Task VerifyAsync_WrongKeyAndDamaged_SaysDamaged()
    {
        DamagedBackup backup = await DamagedBackup.MakeAsync(CompressionAlgorithm.Zstd, ContentBytes, passphrase: "correct horse");
        await using EngineFixture writer = backup.Engine;
        byte[] damaged = [.. backup.Whole];
        damaged[^1] ^= 1;
        writer.Memory.Put(backup.Archive, damaged);
        await using EngineFixture reader = new() { Source = backup.Source, Job = job => job.Encryption.Passphrase = "another passphrase" };
        reader.With("memory", writer.Memory);

        VerificationResult verified = Assert.Single(await reader.Verifier.VerifyAsync(Backup, cancellationToken: Token));

        Assert.Equal(VerificationStatus.Damaged, verified.Status);
        Assert.Equal("BSH0601", verified.Error!.Code);
    }

    [Fact]
    public async Task VerifyAsync_NoKeysAtAll_IsIntactAndRestoreSaysWhatIsMissing()
    {
        DamagedBackup backup = await DamagedBackup.MakeAsync(CompressionAlgorithm.Zstd, ContentBytes, passphrase: "correct horse");
        await using EngineFixture writer = backup.Engine;
        await using EngineFixture reader = new() { Source = backup.Source };
        reader.With("memory", writer.Memory);

        VerificationResult verified = Assert.Single(await reader.Verifier.VerifyAsync(Backup, cancellationToken: Token));
        BackupShException exception = await Assert.ThrowsAnyAsync<BackupShException>(
            () => reader.Restorer.RestoreAsync(Backup, new RestoreOptions { Target = "copy" }, Token));

        Assert.Equal(VerificationStatus.Intact, verified.Status);
        Assert.Equal("BSH0603", exception.Error!.Code);
    }

    [Fact]
    public async Task RestoreAsync_ContentGrowsBeyondThePromisedSize_StopsThere()
    {
        // 64 MiB of zeros in a few kilobytes, with an info file that promises 1000 bytes of content.
        await using EngineFixture engine = new() { Source = new FakeSource { SizeBytes = 64 * 1024 * 1024, Content = new byte[64 * 1024 * 1024] } };
        (await engine.RunAsync()).EnsureSucceeded();
        string info = engine.Memory.Names.Single(name => name.EndsWith(".info", StringComparison.Ordinal));
        BackupInfo honest = BackupInfoFile.Read(engine.Memory.GetContent(info));
        BackupInfo forged = honest with { Details = honest.Details! with { PlaintextBytes = 1000, PlaintextSha256 = null } };
        engine.Memory.Put(info, BackupInfoFile.Write(forged));
        using CountingStream destination = new();

        BackupShException exception = await Assert.ThrowsAnyAsync<BackupShException>(
            () => engine.Restorer.DownloadAsync(honest.Name.ToString(), destination, decrypt: true, cancellationToken: Token));

        Assert.Equal("BSH0601", exception.Error!.Code);
        Assert.True(destination.Length <= 1000);
    }

    private sealed class CountingStream : MemoryStream;
}
