using BackupSh.Sources;

namespace BackupSh.Testing.Tests;

public sealed class FakeSourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16384)]
    [InlineData(100_001)]
    public async Task WriteToAsync_Size_MakesThePattern(int size)
    {
        byte[] written = (await WriteAsync(new FakeSource { SizeBytes = size })).Bytes;

        Assert.Equal(Enumerable.Range(0, size).Select(i => (byte)(i % 251)), written);
    }

    [Fact]
    public async Task WriteToAsync_Content_IsGivenAndReported()
    {
        SourceReport report = new() { Warnings = [new BackupShError("BSH9999", "A file vanished.", "Nothing.")] };

        (byte[] bytes, SourceReport? reported, _) = await WriteAsync(new FakeSource { Content = new byte[] { 1, 2, 3 }, Report = report });

        Assert.Equal([1, 2, 3], bytes);
        Assert.Same(report, reported);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(500, 500)]
    [InlineData(5000, 1000)]
    public async Task WriteToAsync_FailAtByte_WritesThatManyAndFails(long position, int expected)
    {
        (byte[] bytes, _, Exception? thrown) = await WriteAsync(new FakeSource { SizeBytes = 1000, FailAtByte = position });

        Assert.Equal(expected, bytes.Length);
        Assert.Equal("BSH0253", Assert.IsType<BackupSourceException>(thrown).Code);
    }

    [Fact]
    public async Task WriteToAsync_Failure_IsTheGivenOne()
    {
        InvalidOperationException failure = new();

        Assert.Same(failure, (await WriteAsync(new FakeSource { FailAtByte = 1, Failure = failure })).Thrown);
    }

    [Fact]
    public async Task WriteToAsync_Gate_WaitsAtItsByte()
    {
        TaskCompletionSource gate = new();
        using MemoryStream destination = new();
        Task<SourceReport> dump = new FakeSource { WaitAtByte = 400, Gate = gate.Task }.WriteToAsync(destination, Request(), Token);
        Assert.Equal((false, 400L), (dump.IsCompleted, destination.Length));

        gate.SetResult();
        await dump;

        Assert.Equal(1000, destination.Length);
    }

    [Fact]
    public async Task WriteToAsync_NeverEnding_EndsWhenItIsCancelled()
    {
        using CancellationTokenSource cancellation = new();
        await using CancellingStream destination = new(cancellation, afterBytes: 1_000_000);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new FakeSource { SizeBytes = long.MaxValue }.WriteToAsync(destination, Request(), cancellation.Token));
    }

    [Fact]
    public void Describe_Database_IsNamed() => Assert.Equal("shop", new FakeSource().Describe("shop").Database);

    [Fact]
    public async Task CheckAsync_GoodSource_GivesTheReport()
    {
        SourceReport report = new() { Warnings = [new BackupShError("BSH9999", "A file vanished.", "Nothing.")] };

        Assert.Same(report, await new FakeSource { Report = report, Gate = new TaskCompletionSource().Task }.CheckAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CheckAsync_SourceThatFails_Fails() =>
        Assert.Equal(
            "BSH0253",
            (await Assert.ThrowsAsync<BackupSourceException>(() => new FakeSource { FailAtByte = 7 }.CheckAsync(TestContext.Current.CancellationToken))).Code);

    [Fact]
    public async Task RestoreAsync_Content_IsRememberedAfterBeforePublish()
    {
        FakeSource source = new();
        bool wasEmpty = false;

        RestoreReport report = await RestoreAsync(source, "new", _ => wasEmpty = source.Restores.Count == 0);

        Assert.True(wasEmpty);
        Assert.Equal(("new", (string?)null), (report.Target, report.PreviousTarget));
        Assert.Equal([1, 2, 3], Assert.Single(source.Restores).Content.ToArray());
    }

    [Fact]
    public async Task RestoreAsync_BeforePublishThrows_RemembersNothing()
    {
        FakeSource source = new();

        await Assert.ThrowsAsync<InvalidOperationException>(() => RestoreAsync(source, "new", _ => throw new InvalidOperationException()));

        Assert.Empty(source.Restores);
    }

    [Fact]
    public async Task RestoreAsync_TargetExists_NeedsReplaceAndKeepsThePrevious()
    {
        FakeSource source = new();
        await RestoreAsync(source, "shop");

        Assert.Equal("BSH0254", (await Assert.ThrowsAsync<BackupSourceException>(() => RestoreAsync(source, "shop"))).Code);
        Assert.Equal("shop.previous", (await RestoreAsync(source, "shop", replace: true)).PreviousTarget);
    }

    private static SourceRequest Request() => new() { RunId = "run-1" };

    private static async Task<(byte[] Bytes, SourceReport? Report, Exception? Thrown)> WriteAsync(FakeSource source)
    {
        using MemoryStream destination = new();
        SourceReport? report = null;
        Exception? thrown = await Record.ExceptionAsync(async () => report = await source.WriteToAsync(destination, Request(), Token));
        return (destination.ToArray(), report, thrown);
    }

    private static async Task<RestoreReport> RestoreAsync(
        FakeSource source, string target, Action<string>? beforePublish = null, bool replace = false)
    {
        using MemoryStream content = new([1, 2, 3]);
        RestoreRequest request = new()
        {
            Target = target,
            Replace = replace,
            Time = DateTimeOffset.UnixEpoch,
            BeforePublish = (standing, _) =>
            {
                beforePublish?.Invoke(standing);
                return Task.CompletedTask;
            },
        };
        return await source.RestoreAsync(content, request, Token);
    }

    private sealed class CancellingStream(CancellationTokenSource cancellation, long afterBytes) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Length > afterBytes)
            {
                await cancellation.CancelAsync();
            }

            await base.WriteAsync(buffer, CancellationToken.None);
        }
    }
}
