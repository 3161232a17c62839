using BackupSh.Shared;
using BackupSh.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace BackupSh.Storage.S3.Tests.Requests;

public sealed class PartReaderTests
{
    private const int PartBytes = 100_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(PartBytes - 1, 1)]
    [InlineData(PartBytes, 1)]
    [InlineData(PartBytes + 1, 2)]
    [InlineData(3 * PartBytes, 3)]
    [InlineData((3 * PartBytes) + 1, 4)]
    public async Task ReadAsync_AnySize_MakesAsManyPartsAsAreNeeded(int size, int parts)
    {
        using PartBuffers buffers = new(PartBytes);

        List<(int Count, bool IsLast)> read = await ReadAllAsync(new PartReader(new ContentStream(ContentStream.Bytes(size)), buffers), []);

        Assert.Equal(parts, read.Count);
        Assert.All(read.SkipLast(1), part => Assert.Equal((PartBytes, false), part));
        Assert.True(read[^1].IsLast);
    }

    [Fact]
    public void ReadAsync_AnyContent_GivesItsBytesInOrder() =>
        Prop.ForAll(
            Gen.Choose(0, 400_000).ToArbitrary(),
            Gen.Choose(1, 150_000).ToArbitrary(),
            Gen.Choose(-1, 500_000).ToArbitrary(),
            (size, readLimit, hint) =>
            {
                byte[] bytes = ContentStream.Bytes(size);
                List<byte> received = [];
                using PartBuffers buffers = new(PartBytes);
                PartReader reader = new(new ContentStream(bytes) { ReadLimit = readLimit }, buffers, hint < 0 ? null : hint);
                _ = ReadAllAsync(reader, received).GetAwaiter().GetResult();
                return received.SequenceEqual(bytes);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public async Task ReadAsync_ContentThrows_ThrowsItAsItIsAndGivesTheBufferBack()
    {
        IOException failure = new("the dump died");
        using PartBuffers buffers = new(PartBytes);
        PartReader reader = new(ContentStream.FailingAt(70_000, ContentStream.Bytes(90_000), failure), buffers);

        Assert.Same(failure, await Assert.ThrowsAsync<IOException>(() => reader.ReadAsync(PartBytes, Token)));

        buffers.Return(await buffers.RentAsync(PartBytes, Token));
    }

    [Fact]
    public async Task ReadAsync_AllBuffersInUse_WaitsForOne()
    {
        using PartBuffers buffers = new(2 * PartBytes);
        PartReader reader = new(new ContentStream(ContentStream.Bytes(5 * PartBytes)), buffers);
        using ContentPart? first = await reader.ReadAsync(PartBytes, Token);
        using ContentPart? second = await reader.ReadAsync(PartBytes, Token);

        Task<ContentPart?> third = reader.ReadAsync(PartBytes, Token);
        Assert.False(third.IsCompleted);
        first!.Dispose();

        using ContentPart? part = await third;
        Assert.Equal((3, 2L * PartBytes), (part!.Number, part.Offset));
    }

    [Fact]
    public async Task Return_Buffer_IsCleared()
    {
        using PartBuffers buffers = new(PartBytes);
        byte[] buffer = await buffers.RentAsync(PartBytes, Token);
        buffer.AsSpan().Fill(7);

        buffers.Return(buffer);

        Assert.Same(buffer, await buffers.RentAsync(PartBytes, Token));
        Assert.True(buffer.AsSpan().IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public async Task RentAsync_AfterAnEndedUpload_TakesItsBuffer()
    {
        PartBufferStock stock = new();
        byte[] buffer;
        using (PartBuffers ended = new(PartBytes, stock))
        {
            buffer = await ended.RentAsync(PartBytes, Token);
            ended.Return(buffer);
        }

        using PartBuffers next = new(PartBytes, stock);
        Assert.Same(buffer, await next.RentAsync(PartBytes, Token));
        Assert.Null(stock.TryTake(PartBytes));
    }

    [Fact]
    public async Task RentAsync_LargerThanAllowed_IsGivenAlone()
    {
        using PartBuffers buffers = new(10);
        byte[] first = await buffers.RentAsync(100, Token);

        Task<byte[]> second = buffers.RentAsync(100, Token).AsTask();
        Assert.False(second.IsCompleted);
        buffers.Return(first);

        Assert.Equal(100, (await second).Length);
    }

    [Fact]
    public async Task Open_Part_ReadsTheSameBytesAgainAndTellsThem()
    {
        byte[] bytes = ContentStream.Bytes(1000);
        using PartBuffers buffers = new(PartBytes);
        using ContentPart? part = await new PartReader(new ContentStream(bytes), buffers).ReadAsync(PartBytes, Token);
        int told = 0;
        using PartStream stream = part!.Open(count => told += count);
        using MemoryStream first = new();
        using MemoryStream second = new();

        await stream.CopyToAsync(first, 300, Token);
        stream.Position = 0;
        while (stream.Read(new byte[300]) is > 0 and int count)
        {
            second.Write(bytes, (int)stream.Position - count, count);
        }

        Assert.Equal(bytes, first.ToArray());
        Assert.Equal(bytes.Length, second.Length);
        Assert.Equal(2000, told);
    }

    private static async Task<List<(int Count, bool IsLast)>> ReadAllAsync(PartReader reader, List<byte> received)
    {
        List<(int Count, bool IsLast)> parts = [];
        while (await reader.ReadAsync(PartBytes, CancellationToken.None) is { } part)
        {
            using (part)
            {
                received.AddRange(part.Content.Span);
                parts.Add((part.Count, part.IsLast));
            }
        }

        return parts;
    }
}
