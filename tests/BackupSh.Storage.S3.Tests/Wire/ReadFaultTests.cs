using BackupSh.Storage.S3.Tests.Servers;
using BackupSh.TestSupport;
using BackupSh.TestSupport.Wire;

namespace BackupSh.Storage.S3.Tests.Wire;

/// <summary>What goes wrong on the wire while an object is read.</summary>
public sealed class ReadFaultTests(TestBucket bucket) : IClassFixture<TestBucket>
{
    private const string Name = "shop.2026-11-24_03-00-00.bin";

    private static readonly byte[] Content = ContentStream.Bytes(50_000);

    public static TheoryData<CutPoint> CutPoints => [CutPoint.Start, CutPoint.AfterFirst, CutPoint.Middle, CutPoint.BeforeLast];

    [Theory]
    [MemberData(nameof(CutPoints))]
    public async Task Read_BodyEndsEarly_GoesOnAtTheNextByte(CutPoint at)
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.Get, WireFault.CutBody(at));
        bench.On(S3Call.Get, WireFault.ResetResponse(at));

        byte[] read = await bench.ReadAsync(Name);

        Assert.Equal(Content, read);
        Assert.Equal(3, bench.Count(S3Call.Get));
    }

    [Theory]
    [MemberData(nameof(CutPoints))]
    public async Task Read_EveryBodyEndsEarly_FailsInsteadOfEnding(CutPoint at)
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.Get, new WireFault("cut to nothing new", async (exchange, token) =>
        {
            WireResponse answer = await exchange.ForwardAsync(token);
            await exchange.SendAsync(answer, Math.Min(answer.Body.Length, at == CutPoint.Start ? 0 : 1), token);
            exchange.Close();
        }), times: int.MaxValue);

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.ReadAsync(Name));

        Assert.True(failure.IsTransient, failure.ToString());
    }

    [Fact]
    public async Task Read_ConnectionBreaksEachTime_FailsWithATransientError()
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.Get, WireFault.ResetResponse(CutPoint.Start), times: int.MaxValue);

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.ReadAsync(Name));

        Assert.True(failure.IsTransient, failure.ToString());
    }

    [Fact]
    public async Task Read_BodyIsShorterOrLongerThanTheObject_Fails()
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.Get, WireFault.ShortenBody(10), times: int.MaxValue);

        // The answer's range still tells the truth.
        await Assert.ThrowsAsync<StorageException>(() => bench.ReadAsync(Name, new ReadRange(100, 5000)));

        bench.Proxy.Reset();
        bench.On(S3Call.Get, WireFault.LengthenBody(10), times: int.MaxValue);

        await Assert.ThrowsAsync<StorageException>(() => bench.ReadAsync(Name, new ReadRange(100, 5000)));
    }

    [Theory]
    [InlineData(CutPoint.Start)]
    [InlineData(CutPoint.Middle)]
    [InlineData(CutPoint.BeforeLast)]
    public async Task Read_OneBitIsWrong_FailsAtTheEnd(CutPoint at)
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.Get, WireFault.CorruptBody(at));

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.ReadAsync(Name));

        Assert.Equal("BSH0297", failure.Code);
    }

    [Fact]
    public async Task Read_SilenceInTheMiddle_GoesOnAtTheNextByte()
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.Get, WireFault.HangInBody(CutPoint.Middle));

        Assert.Equal(Content, await bench.ReadAsync(Name));
    }

    [Fact]
    public async Task Read_ServerIsSilentForEver_FailsWithATransientError()
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.Get, WireFault.Hang, times: int.MaxValue);

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.ReadAsync(Name));

        Assert.True(failure.IsTransient, failure.ToString());
    }

    [Fact]
    public async Task Read_MissingObject_IsAskedForOnce()
    {
        await using WireBench bench = new(bucket);

        await Assert.ThrowsAsync<StorageObjectNotFoundException>(() => bench.ReadAsync(Name));

        Assert.Equal(1, bench.Count(S3Call.Get) + bench.Count(S3Call.Head));
    }

    [Fact]
    public async Task Read_ObjectIsReplacedInTheMiddle_FailsInsteadOfMixing()
    {
        await using WireBench bench = await SeededAsync();
        bench.On(S3Call.Get, new WireFault("replaced", async (exchange, token) =>
        {
            WireResponse answer = await exchange.ForwardAsync(token);
            await exchange.SendAsync(answer, 1000, token);
            await bench.PutDirectlyAsync(Name, ContentStream.Bytes(50_000, seed: 2));
            exchange.Reset();
        }));

        StorageException failure = await Assert.ThrowsAsync<StorageException>(() => bench.ReadAsync(Name));

        Assert.False(failure.IsTransient, failure.ToString());
    }

    private async Task<WireBench> SeededAsync()
    {
        WireBench bench = new(bucket);
        await bench.UploadAsync(Name, Content);
        bench.Proxy.Reset();
        return bench;
    }
}
