using BackupSh.Catalog;
using BackupSh.Options;
using BackupSh.Restore;
using BackupSh.Sources;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace BackupSh.Tests.Restore;

/// <summary>Two storages have the backup, and the first one fails.</summary>
public sealed class ReplicaFallbackTests : IAsyncDisposable
{
    private readonly InMemoryStorage _firstMemory;
    private readonly InMemoryStorage _secondMemory;
    private readonly FaultyStorage _first;
    private readonly FaultyStorage _second;
    private readonly EngineFixture _engine = new();

    public ReplicaFallbackTests()
    {
        _firstMemory = new InMemoryStorage(_engine.Time) { Name = "first" };
        _secondMemory = new InMemoryStorage(_engine.Time) { Name = "second" };
        _first = new FaultyStorage(_firstMemory);
        _second = new FaultyStorage(_secondMemory);
        _engine.With("a-first", _first).With("b-second", _second);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task RestoreAsync_AllIsWell_ReadsTheFirst()
    {
        await BackUpAsync();

        Assert.Equal("a-first", (await _engine.RestoreAsync()).Storage);
    }

    [Fact]
    public async Task RestoreAsync_FirstPreferredByConfiguration_ReadsIt()
    {
        _engine.Configure = builder => builder.Configure(options => options.RestorePreference = ["b-second"]);
        await BackUpAsync();

        Assert.Equal("b-second", (await _engine.RestoreAsync()).Storage);
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    [InlineData("missing")]
    [InlineData("unreachable")]
    [InlineData("unreachable for reading")]
    [InlineData("breaking off")]
    public async Task RestoreAsync_FirstFails_RestoresFromTheSecond(string fault)
    {
        string archive = await BackUpAsync();
        byte[] bytes = _firstMemory.GetContent(archive);
        _ = fault switch
        {
            "flipped" => Put(Restoring.Flip(bytes, bytes.Length * 4)),
            "cut" => Put(bytes[..^1]),
            "missing" => _first.On(StorageOperation.OpenRead).Named(archive).Fail(new StorageObjectNotFoundException("first", archive)),
            "unreachable" => _first.On(StorageOperation.List).Fail(new HttpRequestException("no route to host")),
            "unreachable for reading" => _first.On(StorageOperation.OpenRead).Named(archive).FailTransiently(),
            _ => _first.On(StorageOperation.OpenRead).Named(archive).AtByte(bytes.Length / 2).Fail(new IOException("connection reset")),
        };

        RestoreResult restored = await _engine.RestoreAsync();

        Assert.Equal("b-second", restored.Storage);
        Assert.Equal(1000, Assert.Single(Restoring.Source(_engine).Restores).Content.Length);

        FaultyStorage Put(byte[] damaged)
        {
            _firstMemory.Put(archive, damaged);
            return _first;
        }
    }

    [Fact]
    public async Task RestoreAsync_FirstHangs_RestoresFromTheSecondAfterTheLimits()
    {
        string archive = await BackUpAsync();
        _first.On(StorageOperation.OpenRead).Named(archive).AtByte(10).Hang();

        Task<RestoreResult> restoring = _engine.RestoreAsync();
        await _engine.PassTimeUntilAsync(() => restoring.IsCompleted, TimeSpan.FromMilliseconds(100));

        Assert.Equal("b-second", (await restoring).Storage);
    }

    [Fact]
    public async Task RestoreAsync_AllFail_ThrowsTheLastError()
    {
        string archive = await BackUpAsync();
        _firstMemory.Put(archive, Restoring.Flip(_firstMemory.GetContent(archive), 100));
        _second.On(StorageOperation.OpenRead).Named(archive).Fail(new StorageObjectNotFoundException("second", archive));

        await Assert.ThrowsAsync<StorageObjectNotFoundException>(() => _engine.RestoreAsync());

        Assert.Empty(Restoring.Source(_engine).Restores);
    }

    [Fact]
    public async Task RestoreAsync_StorageNamed_TriesNoOther()
    {
        string archive = await BackUpAsync();
        _firstMemory.Put(archive, Restoring.Flip(_firstMemory.GetContent(archive), 100));

        Assert.Equal("b-second", (await _engine.RestoreAsync("one", storage: "b-second")).Storage);
        Assert.Equal("BSH0601", (await Assert.ThrowsAsync<BackupShException>(() => _engine.RestoreAsync("two", storage: "a-first"))).Code);
        Assert.Equal("BSH0142", (await Assert.ThrowsAsync<BackupShException>(() => _engine.RestoreAsync("two", storage: "c-third"))).Code);
    }

    [Fact]
    public async Task RestoreAsync_SourceStumblesOverFlippedBits_RestoresFromTheSecond()
    {
        PickySource source = new();
        _engine.Source = source;
        _engine.Job = job => job.Compression.Algorithm = CompressionAlgorithm.None;
        string archive = await BackUpAsync();
        _firstMemory.Put(archive, Restoring.Flip(_firstMemory.GetContent(archive), 0));

        Assert.Equal("b-second", (await _engine.RestoreAsync()).Storage);
        Assert.Equal(2, source.Attempts);
    }

    [Fact]
    public async Task RestoreAsync_SourceFailsByItself_IsNotBlamedOnTheStorage()
    {
        PickySource source = new() { RefusesAll = true };
        _engine.Source = source;
        await BackUpAsync();

        Assert.Equal("It is not mine.", (await Assert.ThrowsAsync<InvalidDataException>(() => _engine.RestoreAsync())).Message);
        Assert.Equal(1, source.Attempts);
    }

    [Fact]
    public async Task RestoreAsync_TargetExists_IsNotTriedAgain()
    {
        string archive = await BackUpAsync();
        await _engine.RestoreAsync();
        int before = Reads();

        BackupSourceException exception = await Assert.ThrowsAsync<BackupSourceException>(() => _engine.RestoreAsync());

        Assert.Equal("BSH0254", exception.Code);
        Assert.Equal(before, Reads());

        int Reads() => _first.Calls.Concat(_second.Calls).Count(call => call.ToString() == $"OpenRead {archive}");
    }

    [Fact]
    public async Task RestoreAsync_ListedAsDamagedEverywhere_SaysSo()
    {
        string archive = await BackUpAsync();
        _firstMemory.Put(archive, [1]);
        _secondMemory.Put(archive, [2]);

        BackupShException exception = await Assert.ThrowsAsync<BackupShException>(() => _engine.RestoreAsync());

        Assert.Equal("BSH0543", exception.Code);
        Assert.Contains("Damaged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RestoreAsync_OtherArchivesBesideIt_RestoresTheOneOfTheInfoFile()
    {
        string archive = await BackUpAsync();
        _firstMemory.Put(archive + ".enc", [1, 2, 3]);
        BackupEntry listed = (await _engine.ListAsync()).Single(entry => entry.Storage == "a-first");

        Assert.Equal(BackupHealth.Ambiguous, listed.Health);
        Assert.Equal("a-first", (await _engine.RestoreAsync()).Storage);
    }

    [Fact]
    public async Task DownloadAsync_FirstGivesNothing_TakesTheSecond()
    {
        string archive = await BackUpAsync();
        _first.On(StorageOperation.OpenRead).Named(archive).Fail();
        using MemoryStream downloaded = new();

        BackupEntry entry = await _engine.Restorer.DownloadAsync("latest:shop", downloaded, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("b-second", entry.Storage);
        Assert.Equal(_secondMemory.GetContent(archive), downloaded.ToArray());
    }

    [Fact]
    public async Task DownloadAsync_FirstBreaksOffAfterSomeBytes_DoesNotAppendTheSecond()
    {
        string archive = await BackUpAsync();
        _first.On(StorageOperation.OpenRead).Named(archive).AtByte(5).Fail();
        using ForwardStream downloaded = new();

        await Assert.ThrowsAsync<StorageException>(
            () => _engine.Restorer.DownloadAsync("latest:shop", downloaded, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(5, downloaded.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DownloadAsync_FirstBreaksOffAndDestinationCanSeek_IsCutBackForTheSecond(bool decrypt)
    {
        string archive = await BackUpAsync();
        _firstMemory.Put(archive, [.. _secondMemory.GetContent(archive).Select((value, i) => i == 5 ? (byte)~value : value)]);
        using MemoryStream downloaded = new();
        downloaded.WriteByte(42);

        BackupEntry entry = await _engine.Restorer.DownloadAsync(
            "latest:shop", downloaded, decrypt, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("b-second", entry.Storage);
        Assert.Equal(42, downloaded.ToArray()[0]);
        Assert.Equal(decrypt ? entry.Info.Details!.PlaintextBytes : entry.ArchiveBytes, downloaded.Length - 1);
    }

    [Fact]
    public async Task DownloadAsync_FirstBreaksOffInTheMiddleOfTheDestination_TouchesNothingBehind()
    {
        string archive = await BackUpAsync();
        _first.On(StorageOperation.OpenRead).Named(archive).AtByte(5).Fail();
        using MemoryStream downloaded = new(new byte[100]);

        await Assert.ThrowsAsync<StorageException>(
            () => _engine.Restorer.DownloadAsync("latest:shop", downloaded, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(100, downloaded.Length);
    }

    private async Task<string> BackUpAsync()
    {
        (await _engine.RunAsync()).EnsureSucceeded();
        return _firstMemory.Names.Single(name => !name.EndsWith(".info", StringComparison.Ordinal));
    }

    /// <summary>Takes bytes as a pipe does: what it has taken is gone.</summary>
    private sealed class ForwardStream : MemoryStream
    {
        public override bool CanSeek => false;
    }
}
