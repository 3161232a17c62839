using BackupSh.IO;
using BackupSh.Options;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;

namespace BackupSh.Tests.Restore;

/// <summary>A source that executes its content gets no byte before all of it was verified, and none that was not.</summary>
public sealed class TwoPassRestoreTests
{
    private const int Chunk = ChunkDigests.ChunkBytes;

    [Theory]
    [InlineData(1)]
    [InlineData(Chunk)]
    [InlineData((3 * Chunk) + 1)]
    public async Task RestoreAsync_WholeArchive_GivesAllOfIt(int bytes)
    {
        ExecutingSource source = new(bytes);
        await using EngineFixture engine = await BackedUpAsync(source);

        await engine.RestoreAsync();

        Assert.Equal(source.Content, source.Received.ToArray());
    }

    [Fact]
    public async Task RestoreAsync_AnyDamage_GivesNotOneByte()
    {
        ExecutingSource source = new(300);
        await using EngineFixture engine = await BackedUpAsync(source);
        string archive = engine.Memory.Names.Single(name => !name.EndsWith(".info", StringComparison.Ordinal));
        foreach ((string what, byte[] damaged) in Restoring.Damages(engine.Memory.GetContent(archive), flipStep: 5, cutStep: 7))
        {
            engine.Memory.Put(archive, damaged);

            await Assert.ThrowsAnyAsync<BackupShException>(() => engine.RestoreAsync());

            Assert.True(source.Received.Length == 0, what);
        }
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(Chunk)]
    [InlineData((3L * Chunk) + 100)]
    public async Task RestoreAsync_AnotherAnswerTheSecondTime_GivesOnlyWhatWasVerified(long changedAt)
    {
        ExecutingSource source = new((3 * Chunk) + 200);
        TwoFacedStorage storage = new(new InMemoryStorage()) { ChangedAt = changedAt };
        await using EngineFixture engine = await BackedUpAsync(source, storage);

        BackupShException failure = await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync());

        Assert.Equal("BSH0609", failure.Code);
        Assert.Equal(changedAt / Chunk * Chunk, source.Received.Length);
        Assert.Equal(source.Content[..(int)source.Received.Length], source.Received.ToArray());
        Assert.False(source.Published);
    }

    [Fact]
    public async Task RestoreAsync_ShorterTheSecondTime_IsNoticed()
    {
        ExecutingSource source = new(2 * Chunk);
        TwoFacedStorage storage = new(new InMemoryStorage()) { CutAt = Chunk };
        await using EngineFixture engine = await BackedUpAsync(source, storage);

        Assert.Equal("BSH0609", (await Assert.ThrowsAsync<BackupShException>(() => engine.RestoreAsync())).Code);
        Assert.False(source.Published);
    }

    [Fact]
    public async Task RestoreAsync_AnotherAnswerFromTheFirstStorage_RestoresFromTheSecond()
    {
        ExecutingSource source = new(500);
        TwoFacedStorage first = new(new InMemoryStorage()) { ChangedAt = 5 };
        await using EngineFixture engine = new EngineFixture { Source = source, Job = NotCompressed }.With("a-first", first).With("b-second", new InMemoryStorage());
        (await engine.RunAsync()).EnsureSucceeded();
        first.Turn();

        Assert.Equal("b-second", (await engine.RestoreAsync()).Storage);
    }

    [Fact]
    public async Task RestoreAsync_TargetIsRefused_ReadsNothing()
    {
        ExecutingSource source = new(500) { Refuses = true };
        FaultyStorage storage = new(new InMemoryStorage());
        await using EngineFixture engine = await BackedUpAsync(source, storage);
        int before = Reads();

        await Assert.ThrowsAsync<InvalidDataException>(() => engine.RestoreAsync());

        Assert.Equal(before, Reads());

        int Reads() => storage.Calls.Count(call => call.ToString()!.StartsWith("OpenRead", StringComparison.Ordinal) && !call.ToString()!.EndsWith(".info", StringComparison.Ordinal));
    }

    private static void NotCompressed(BackupJobOptions job) => job.Compression.Algorithm = CompressionAlgorithm.None;

    private static async Task<EngineFixture> BackedUpAsync(ExecutingSource source, IBackupStorage? storage = null)
    {
        EngineFixture engine = new() { Source = source, Job = NotCompressed };
        if (storage is not null)
        {
            engine.With("storage", storage);
        }

        (await engine.RunAsync()).EnsureSucceeded();
        (storage as TwoFacedStorage)?.Turn();
        return engine;
    }

    private sealed class ExecutingSource(int bytes) : IRestorableBackupSource
    {
        public bool ExecutesContent => true;

        internal byte[] Content { get; } = [.. StoredBackup.Noise(bytes)];

        internal MemoryStream Received { get; } = new();

        internal bool Refuses { get; init; }

        internal bool Published { get; private set; }

        public SourceDescription Describe(string? database = null) => new("fake", "shop", "bin") { RestoreCommand = "> shop.bin" };

        public async Task<SourceReport> WriteToAsync(Stream destination, SourceRequest request, CancellationToken cancellationToken = default)
        {
            await destination.WriteAsync(Content, cancellationToken);
            return new SourceReport();
        }

        public async Task<RestoreReport> RestoreAsync(Stream content, RestoreRequest request, CancellationToken cancellationToken = default)
        {
            if (Refuses)
            {
                throw new InvalidDataException();
            }

            Received.SetLength(0);
            await content.CopyToAsync(Received, cancellationToken);
            await request.BeforePublish("staged", cancellationToken);
            Published = true;
            return new RestoreReport(request.Target);
        }
    }

    /// <summary>Gives an archive once as it is, and every other time otherwise.</summary>
    private sealed class TwoFacedStorage(IBackupStorage inner) : DelegatingStorage(inner)
    {
        private int _honestReads = int.MaxValue;

        /// <summary>From now on it gives an archive as it is once more only.</summary>
        internal void Turn() => _honestReads = 1;

        internal long? ChangedAt { get; init; }

        internal long? CutAt { get; init; }

        public override async Task<Stream> OpenReadAsync(string name, ReadRange range, CancellationToken cancellationToken = default)
        {
            Stream stream = await base.OpenReadAsync(name, range, cancellationToken);
            if (name.EndsWith(".info", StringComparison.Ordinal) || _honestReads-- > 0)
            {
                return stream;
            }

            await using (stream)
            {
                MemoryStream changed = new();
                await stream.CopyToAsync(changed, cancellationToken);
                if (ChangedAt is { } at)
                {
                    changed.GetBuffer()[at] ^= 1;
                }

                changed.SetLength(CutAt ?? changed.Length);
                changed.Position = 0;
                return changed;
            }
        }
    }
}
