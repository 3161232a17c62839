using BackupSh.Backups;
using BackupSh.Catalog.Sync;
using BackupSh.Options;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using BackupSh.TestSupport;

namespace BackupSh.Tests.Catalog.Sync;

/// <summary>A copy between storages in a process whose heap is smaller than the archive.</summary>
public sealed class ReplicaMemoryTests : IDisposable
{
    private const string DirectoryVariable = "BACKUPSH_TEST_DIRECTORY";
    private readonly TempDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task SyncAsync_ArchiveIsLargerThanTheHeap_CopiesIt()
    {
        Directory.CreateDirectory(_directory.File("near"));
        Directory.CreateDirectory(_directory.File("far"));

        await SmallHeap.RunAsync(
            GetType().GetMethod(nameof(SyncAsync_ChildProcess_CopiesMoreThanItsHeap))!,
            new Dictionary<string, string> { [DirectoryVariable] = _directory.Path },
            Token);

        string archive = Assert.Single(Directory.GetFiles(_directory.File("far"), "*.bin"));
        Assert.Equal(SmallHeap.EnoughBytes, new FileInfo(archive).Length);
    }

    [Fact(Explicit = true)]
    public async Task SyncAsync_ChildProcess_CopiesMoreThanItsHeap()
    {
        string directory = Environment.GetEnvironmentVariable(DirectoryVariable)!;
        FileSystemStorage near = new("near", new FileSystemStorageOptions { Directory = Path.Combine(directory, "near") });
        FileSystemStorage far = new("far", new FileSystemStorageOptions { Directory = Path.Combine(directory, "far") });
        FaultyStorage down = new(far);
        await using EngineFixture engine = Seed.Engine().With("near", near).With("far", down);
        engine.Source = new FakeSource { SizeBytes = SmallHeap.EnoughBytes, Description = new SourceDescription("fake", "shop", "bin") { RestoreCommand = "cat" } };
        engine.Job = job => job.Compression.Algorithm = CompressionAlgorithm.None;
        down.On(StorageOperation.Upload).Fail();
        Assert.Equal(RunStatus.PartiallySucceeded, (await engine.RunAsync()).Status);
        down.Heal();

        IReadOnlyList<SyncResult> synced = await engine.Get<CatalogSync>().SyncAsync(cancellationToken: Token);

        Assert.Null(Assert.Single(synced.Single(result => result.Storage == "far").Healed).Error);
        SmallHeap.AssertIsLimited();
    }
}
