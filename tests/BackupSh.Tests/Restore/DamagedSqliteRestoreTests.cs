using BackupSh.Options;
using BackupSh.Restore;

namespace BackupSh.Tests.Restore;

/// <summary>The real source and the real storage: of a damaged archive, not a file appears.</summary>
public sealed class DamagedSqliteRestoreTests
{
    [Theory]
    [InlineData(CompressionAlgorithm.None, null)]
    [InlineData(CompressionAlgorithm.Zstd, null)]
    [InlineData(CompressionAlgorithm.Zstd, "correct horse")]
    public async Task RestoreAsync_DamagedArchive_LeavesNoFile(CompressionAlgorithm compression, string? passphrase)
    {
        using SqliteHost host = await SqliteHost.CreateAsync("shop", job =>
        {
            job.Compression.Algorithm = compression;
            job.Encryption.Passphrase = passphrase is null ? null : Secret.FromValue(passphrase);
        });
        await host.BackUpAsync();
        string archive = host.StoredFile(file => !file.EndsWith(".info", StringComparison.Ordinal));
        byte[] whole = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        int step = whole.Length * 8 / 12;
        foreach ((string what, byte[] damaged) in Restoring.Damages(whole, flipStep: step, cutStep: (whole.Length / 4) + 1))
        {
            await File.WriteAllBytesAsync(archive, damaged, TestContext.Current.CancellationToken);

            BackupShException exception = await Assert.ThrowsAnyAsync<BackupShException>(() => host.RestoreAsync());

            Assert.True(exception.Code is "BSH0601" or "BSH0543", $"{what}: {exception.Message}");
            Assert.Empty(Directory.GetFileSystemEntries(host.RestoreDirectory));
        }

        await File.WriteAllBytesAsync(archive, whole, TestContext.Current.CancellationToken);
        RestoreResult restored = await host.RestoreAsync();
        Assert.Equal([restored.Target], Directory.GetFileSystemEntries(host.RestoreDirectory));
        await host.AssertSameContentAsync(restored.Target);
    }

    [Fact]
    public async Task RestoreAsync_ReplaceDamagedArchive_KeepsTheOldDatabase()
    {
        using SqliteHost host = await SqliteHost.CreateAsync("shop");
        await host.BackUpAsync();
        RestoreResult first = await host.RestoreAsync();
        string archive = host.StoredFile(file => !file.EndsWith(".info", StringComparison.Ordinal));
        byte[] whole = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(archive, Restoring.Flip(whole, whole.Length * 4), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<BackupShException>(() => host.RestoreAsync(replace: true));

        Assert.Equal([first.Target], Directory.GetFileSystemEntries(host.RestoreDirectory));
        await host.AssertSameContentAsync(first.Target);
    }

    [Fact]
    public async Task RestoreAsync_Replace_KeepsThePreviousDatabaseBesideTheNewOne()
    {
        using SqliteHost host = await SqliteHost.CreateAsync("shop");
        await host.BackUpAsync();
        RestoreResult first = await host.RestoreAsync();

        RestoreResult second = await host.RestoreAsync(replace: true);

        Assert.Equal(first.Target, second.Target);
        await host.AssertSameContentAsync(second.Target);
        await host.AssertSameContentAsync(second.PreviousTarget!);
    }
}
