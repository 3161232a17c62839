using System.Security.Cryptography;
using BackupSh.Shared;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Storage.S3.Tests.Requests;

public sealed class ObjectReadStreamTests
{
    private static readonly byte[] Bytes = ContentStream.Bytes(10_000);
    private readonly JumpingClock _waits = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_ConnectionBreaks_GoesOnAtTheNextByte()
    {
        ScriptedReader reader = new(Bytes, 3000, 1, 20_000);

        Assert.Equal(Bytes, await ReadAsync(New(reader)));

        Assert.Equal([0L, 3000, 3001], reader.Offsets);
    }

    [Fact]
    public async Task ReadAsync_BodyEndsEarlyWithoutAFailure_GoesOnAtTheNextByte() =>
        Assert.Equal(Bytes, await ReadAsync(New(new ScriptedReader(Bytes, 3000, 20_000) { Break = null })));

    [Fact]
    public void ReadAsync_AnyBreaks_GivesEveryByteOnce() =>
        Prop.ForAll(Gen.Choose(1, 4000).ArrayOf(6).ToArbitrary(), Gen.Choose(0, 10_000).ToArbitrary(), (lengths, start) =>
            ReadAsync(New(new ScriptedReader(Bytes, [.. lengths, 20_000]), start)).GetAwaiter().GetResult().AsSpan().SequenceEqual(Bytes.AsSpan(start)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public async Task ReadAsync_NothingMoreComes_ThrowsTransientAfterTheAttempts()
    {
        ScriptedReader reader = new(Bytes, 3000, 0) { Break = null };

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(New(reader)));

        Assert.True(exception.IsTransient);
        Assert.Equal("TooShort@3000", exception.Error.Message);
        Assert.Equal(8, reader.Offsets.Count);
    }

    [Fact]
    public async Task ReadAsync_OtherVersionWhileResuming_ThrowsTheAdaptersException()
    {
        ScriptedReader reader = new(Bytes, 3000) { Refusal = new InvalidOperationException("412") };

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(New(reader)));

        Assert.Equal("412", exception.Error.Message);
        Assert.Equal(2, reader.Offsets.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    public async Task ReadAsync_BodyIsLonger_Throws(int start)
    {
        StorageException exception = await Assert.ThrowsAsync<StorageException>(() =>
            ReadAsync(New(new ScriptedReader(Bytes, 20_000) { Tail = [1] }, start)));

        Assert.Equal("TooLong@10000", exception.Error.Message);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task ReadAsync_ChecksumDiffers_ThrowsInsteadOfTheLastBytes()
    {
        ObjectReadStream stream = New(new ScriptedReader(Bytes, 20_000), check: "00");
        byte[] buffer = new byte[Bytes.Length];

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => stream.ReadExactlyAsync(buffer, Token).AsTask());

        Assert.Equal("ChecksumDiffers@10000", exception.Error.Message);
        Assert.Same(exception, await Assert.ThrowsAsync<StorageException>(() => stream.ReadAsync(buffer, Token).AsTask()));
    }

    [Fact]
    public async Task ReadAsync_ChecksumOverSeveralConnections_IsRight() =>
        Assert.Equal(Bytes, await ReadAsync(New(new ScriptedReader(Bytes, 3000, 20_000), check: Convert.ToHexString(SHA256.HashData(Bytes)))));

    [Fact]
    public async Task ReadAsync_AtTheEnd_GivesZeroForGood()
    {
        ObjectReadStream stream = New(new ScriptedReader(Bytes, 20_000));
        _ = await ReadAsync(stream, dispose: false);

        Assert.Equal(0, await stream.ReadAsync(new byte[1], Token));
        Assert.Equal(0, await stream.ReadAsync(new byte[1], Token));
    }

    [Fact]
    public void Read_Synchronous_GivesTheBytes()
    {
        using ObjectReadStream stream = New(new ScriptedReader(Bytes, 3000, 20_000));
        using MemoryStream received = new();

        stream.CopyTo(received);

        Assert.Equal(Bytes, received.ToArray());
    }

    [Fact]
    public async Task ReadAsync_Hangs_IsATransientFailure()
    {
        ScriptedReader reader = new(Bytes, 20_000) { Gate = new TaskCompletionSource().Task };
        RequestRetry once = new(RetryLimits.Default with { MaximumAttempts = 1 }, _time, _ => { });
        await using ObjectReadStream stream = new(reader, once, TimeSpan.FromSeconds(60), _time) { Start = 0, End = Bytes.Length };

        Task<int> read = stream.ReadAsync(new byte[10], Token).AsTask();
        _time.Advance(TimeSpan.FromSeconds(60));

        StorageException exception = await Assert.ThrowsAsync<StorageException>(() => read);
        Assert.Equal(("Stalled@0", true), (exception.Error.Message, exception.IsTransient));
    }

    [Fact]
    public async Task ReadAsync_Cancelled_ThrowsCancellationAndCanGoOn()
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource gate = new();
        ScriptedReader reader = new(Bytes, 20_000) { Gate = gate.Task };
        ObjectReadStream stream = New(reader);

        Task<int> read = stream.ReadAsync(new byte[10], source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        gate.SetResult();

        Assert.Equal(Bytes, await ReadAsync(stream));
    }

    private ObjectReadStream New(ObjectReader reader, int start = 0, string? check = null) =>
        new(reader, new RequestRetry(RetryLimits.Default, _waits, _ => { }), TimeSpan.FromSeconds(60), _time)
        {
            Start = start,
            End = Bytes.Length,
            Check = check is null ? null : new HashContentCheck(HashAlgorithmName.SHA256, check),
        };

    private static async Task<byte[]> ReadAsync(ObjectReadStream stream, bool dispose = true)
    {
        using MemoryStream received = new();
        await stream.CopyToAsync(received, CancellationToken.None);
        if (dispose)
        {
            await stream.DisposeAsync();
        }

        return received.ToArray();
    }
}
