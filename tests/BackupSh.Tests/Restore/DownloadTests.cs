using BackupSh.Backups;
using BackupSh.Catalog;
using BackupSh.Testing;
using BackupSh.Tests.Compression;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Restore;

public sealed class DownloadTests : IAsyncDisposable
{
    private const string Passphrase = "correct horse";
    private static readonly byte[] Content = StoredBackup.Noise(400_000);

    private readonly FaultyStorage _storage;
    private readonly InMemoryStorage _memory = new();
    private readonly EngineFixture _engine = new() { Configure = builder => builder.ReadWith(Passphrase) };

    public DownloadTests()
    {
        _storage = new FaultyStorage(_memory);
        _engine.With("nas", _storage);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DownloadAsync_DecryptedOrNot_WritesWhatIsAskedFor(bool decrypt)
    {
        StoredBackup backup = await PutAsync();
        using MemoryStream downloaded = new();

        BackupEntry entry = await DownloadAsync(downloaded, decrypt);

        Assert.Equal(decrypt ? Content : backup.Archive, downloaded.ToArray());
        Assert.Equal(backup.ArchiveName, entry.Archive);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DownloadAsync_Damaged_Throws(bool decrypt)
    {
        StoredBackup backup = await PutAsync();
        _memory.Put(backup.ArchiveName, Restoring.Flip(backup.Archive, backup.Archive.Length * 7));

        Assert.Equal("BSH0601", (await Assert.ThrowsAsync<BackupShException>(() => DownloadAsync(new MemoryStream(), decrypt))).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DownloadAsync_DestinationFails_IsNotBlamedOnTheStorage(bool decrypt)
    {
        await PutAsync();

        IOException exception = await Assert.ThrowsAsync<IOException>(() => DownloadAsync(new FullStream(200_000), decrypt));

        Assert.Equal("No space left on device.", exception.Message);
        Assert.DoesNotContain(_engine.Logs.GetSnapshot(), record => record.Message.Contains("cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DownloadAsync_CancelledMidway_Stops()
    {
        await PutAsync();
        using CancellationTokenSource cancellation = new();
        using MemoryStream downloaded = new();
        ProgressRecord progress = new(_engine, report => _ = report.Bytes > 0 ? cancellation.CancelAsync() : Task.CompletedTask);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _engine.Restorer.DownloadAsync(StoredBackup.Name, downloaded, progress: progress, cancellationToken: cancellation.Token));

        Assert.InRange(downloaded.Length, 0, 200_000);
    }

    [Fact]
    public async Task DownloadAsync_WithProgress_ReportsMonotoneBytesToTheEnd()
    {
        StoredBackup backup = await PutAsync();
        ProgressRecord progress = new(_engine);

        await _engine.Restorer.DownloadAsync(
            StoredBackup.Name, Stream.Null, decrypt: true, progress: progress, cancellationToken: TestContext.Current.CancellationToken);

        progress.AssertReads(backup.Archive.Length);
    }

    [Fact]
    public async Task RestoreAsync_WithProgress_ReportsMonotoneBytesToTheEnd()
    {
        StoredBackup backup = await PutAsync();
        ProgressRecord progress = new(_engine);

        await _engine.RestoreAsync(progress: progress);

        progress.AssertReads(backup.Archive.Length);
    }

    [Fact]
    public async Task VerifyAsync_WithProgress_ReadsTheSameAndWritesNothing()
    {
        StoredBackup backup = await PutAsync();
        ProgressRecord progress = new(_engine);

        await _engine.Verifier.VerifyAsync("latest:shop", progress: progress, cancellationToken: TestContext.Current.CancellationToken);

        progress.AssertReads(backup.Archive.Length);
        Assert.All(_storage.Calls, call => Assert.True(call.Operation is StorageOperation.List or StorageOperation.OpenRead, call.ToString()));
        Assert.Empty(Restoring.Source(_engine).Restores);
    }

    private async Task<StoredBackup> PutAsync()
    {
        StoredBackup backup = await DamageSweepTests.MakeAsync("bin.zst.enc", Content);
        backup.PutInto(_memory);
        return backup;
    }

    private Task<BackupEntry> DownloadAsync(Stream destination, bool decrypt) =>
        _engine.Restorer.DownloadAsync(StoredBackup.Name, destination, decrypt, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Lets time pass at each report, so that each step is due to be reported.</summary>
    private sealed class ProgressRecord(EngineFixture engine, Action<BackupProgress>? onReport = null) : IProgress<BackupProgress>
    {
        private readonly List<BackupProgress> _reports = [];

        public void Report(BackupProgress value)
        {
            _reports.Add(value);
            onReport?.Invoke(value);
            engine.Time.Advance(TimeSpan.FromSeconds(1));
        }

        internal void AssertReads(long total)
        {
            Assert.True(_reports.Count > 2, $"Only {_reports.Count} reports.");
            Assert.All(_reports, report => Assert.Equal((BackupStage.Reading, total), (report.Stage, report.TotalBytes)));
            Assert.Equal([.. _reports.Select(report => report.Bytes).Order()], _reports.Select(report => report.Bytes));
            Assert.Equal((0, total), (_reports[0].Bytes, _reports[^1].Bytes));
        }
    }
}
