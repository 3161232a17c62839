using BackupSh.IO;
using BackupSh.Storage;
using BackupSh.Testing;
using BackupSh.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.IO;

public sealed class ResumingReadStreamTests
{
    private const string Name = "erp.2026-11-24_03-00-00.zip";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly byte[] Content = ContentStream.Bytes(300_000);

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryStorage _memory = new();
    private readonly FaultyStorage _storage;

    public ResumingReadStreamTests()
    {
        _memory.Put(Name, Content);
        _storage = new FaultyStorage(_memory);
    }

    public static TheoryData<long, bool> Breaks()
    {
        TheoryData<long, bool> breaks = [];
        foreach (long at in (long[])[0, 1, 1000, 131_072, 200_000, 299_999, 300_000])
        {
            breaks.Add(at, true);
            breaks.Add(at, false);
        }

        return breaks;
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task ReadAsync_ConnectionBreaks_GoesOnWhereItStopped(long at, bool rawIOException)
    {
        StorageFault fault = _storage.On(StorageOperation.OpenRead).Call(1).AtByte(at);
        _ = rawIOException ? fault.Fail(new IOException("connection reset")) : fault.FailTransiently();

        Assert.Equal(Content, await ReadAsync());
        Assert.Equal(2, _storage.Calls.Count);
    }

    [Fact]
    public async Task ReadAsync_EveryConnectionBringsALittle_ReachesTheEnd()
    {
        for (int connection = 1; connection <= 15; connection++)
        {
            _storage.On(StorageOperation.OpenRead).Call(connection).AtByte(18_000).FailTransiently();
        }

        Assert.Equal(Content, await ReadAsync());
        Assert.Equal(16, _storage.Calls.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_NothingComesThreeTimes_GivesUp(bool rawIOException)
    {
        StorageFault fault = _storage.On(StorageOperation.OpenRead).AtByte(0);
        _ = rawIOException ? fault.Fail(new EndOfStreamException("cut")) : fault.FailTransiently();

        StorageException exception = await Assert.ThrowsAsync<StorageException>(ReadAsync);

        Assert.True(exception.IsTransient);
        Assert.Equal(rawIOException ? "BSH0608" : "BSH0250", exception.Code);
        Assert.Equal(3, _storage.Calls.Count);
    }

    [Fact]
    public async Task ReadAsync_OpeningFailsTwice_GoesOn()
    {
        _storage.On(StorageOperation.OpenRead).Call(1).FailTransiently().On(StorageOperation.OpenRead).Call(2).Fail(new IOException("no route"));

        Assert.Equal(Content, await ReadAsync());
    }

    [Fact]
    public async Task ReadAsync_PermanentFailure_IsNotTriedAgain()
    {
        _storage.On(StorageOperation.OpenRead).AtByte(1000).Fail();

        await Assert.ThrowsAsync<StorageException>(ReadAsync);

        Assert.Single(_storage.Calls);
    }

    [Fact]
    public async Task ReadAsync_Missing_IsNotTriedAgain()
    {
        _memory.Remove(Name);

        await Assert.ThrowsAsync<StorageObjectNotFoundException>(ReadAsync);

        Assert.Single(_storage.Calls);
    }

    [Fact]
    public async Task ReadAsync_ReplacedSinceItBroke_IsRefused()
    {
        string? version = await VersionAsync();
        _storage.On(StorageOperation.OpenRead).Call(1).AtByte(150_000).Fail(new ReplacingException(() => _memory.Put(Name, new byte[Content.Length])));

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(version));

        Assert.Equal("BSH0252", exception.Code);
    }

    [Fact]
    public async Task ReadAsync_Hangs_IsOpenedAgainAfterTheLimit()
    {
        _storage.On(StorageOperation.OpenRead).Call(1).AtByte(150_000).Hang();

        Task<byte[]> reading = ReadAsync();
        await PassTimeUntilAsync(reading);

        Assert.Equal(Content, await reading);
        Assert.InRange(_storage.Calls.Count, 2, int.MaxValue); // more, if a read was slow and time fast
    }

    [Fact]
    public async Task ReadAsync_HangsForever_GivesUp()
    {
        _storage.On(StorageOperation.OpenRead).Hang();

        Task<byte[]> reading = ReadAsync();
        await PassTimeUntilAsync(reading);

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => reading);
        Assert.Equal("BSH0511", exception.Code);
        Assert.InRange(_storage.Calls.Count, 1, 3); // fewer, if time passed before an attempt had reached the storage
    }

    [Fact]
    public async Task ReadAsync_Cancelled_ThrowsAtOnce()
    {
        using CancellationTokenSource cancellation = new();
        _storage.On(StorageOperation.OpenRead).AtByte(150_000).Hang();
        await using ResumingReadStream stream = Open();
        await stream.ReadExactlyAsync(new byte[150_000], cancellation.Token);
        Task reading = stream.ReadAsync(new byte[1], cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Single(_storage.Calls);
    }

    private ResumingReadStream Open(string? version = null) => new(new StorageRequests("faulty", _storage, Limit, _time), Name, version);

    private Task<byte[]> ReadAsync() => ReadAsync(version: null);

    private async Task<byte[]> ReadAsync(string? version)
    {
        await using ResumingReadStream stream = Open(version);
        using MemoryStream read = new();
        await stream.CopyToAsync(read, TestContext.Current.CancellationToken);
        return read.ToArray();
    }

    private async Task<string?> VersionAsync()
    {
        await foreach (StorageObject found in _memory.ListAsync(Name, TestContext.Current.CancellationToken))
        {
            return found.Version;
        }

        return null;
    }

    private async Task PassTimeUntilAsync(Task happened)
    {
        while (!happened.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _time.Advance(Limit / 5000);
            await Task.Yield();
        }
    }

    // Its message is asked for when it is put into words: by then somebody else has been at the storage.
    private sealed class ReplacingException(Action replace) : IOException
    {
        public override string Message
        {
            get
            {
                replace();
                return "connection reset";
            }
        }
    }
}
