using BackupSh.Shared;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Storage.S3.Tests.Requests;

public sealed class IdleLimitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_AnswerComes_ReturnsIt() =>
        Assert.Equal(7, await IdleLimit.RunAsync(Limit, _time, _ => Task.FromResult(7), Stalled, Token));

    [Fact]
    public async Task RunAsync_NothingMoves_ThrowsWhatTheAdapterMakes()
    {
        Task<int> run = IdleLimit.RunAsync(Limit, _time, NeverAsync, Stalled, Token);

        _time.Advance(Limit);

        TimeoutException exception = await Assert.ThrowsAsync<TimeoutException>(() => run);
        Assert.IsType<OperationCanceledException>(exception.InnerException, exactMatch: false);
    }

    [Fact]
    public async Task RunAsync_SomethingMoves_CountsAnew()
    {
        IdleLimit? idle = null;
        Task<int> run = IdleLimit.RunAsync(Limit, _time, limit => NeverAsync(idle = limit), Stalled, Token);

        for (int i = 0; i < 10; i++)
        {
            _time.Advance(Limit - TimeSpan.FromSeconds(1));
            idle!.Touch();
        }

        Assert.False(idle!.Token.IsCancellationRequested);
        _time.Advance(Limit);
        await Assert.ThrowsAsync<TimeoutException>(() => run);
    }

    [Fact]
    public async Task RunAsync_Cancelled_ThrowsCancellationWhateverTheRequestThrows()
    {
        using CancellationTokenSource source = new();
        TaskCompletionSource<int> answer = new();
        Task<int> run = IdleLimit.RunAsync(Limit, _time, _ => answer.Task, Stalled, source.Token);

        await source.CancelAsync();
        answer.SetException(new IOException("aborted"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task RunAsync_RequestFailsInTime_ThrowsItsFailure() =>
        await Assert.ThrowsAsync<IOException>(() =>
            IdleLimit.RunAsync<int>(Limit, _time, _ => throw new IOException(), Stalled, Token));

    [Fact]
    public async Task RunAsync_CancelledBefore_StartsNothing()
    {
        bool started = false;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => IdleLimit.RunAsync(
            Limit, _time, _ => Task.FromResult(started = true), Stalled, new CancellationToken(true)));

        Assert.False(started);
    }

    private static TimeoutException Stalled(Exception cause) => new("stalled", cause);

    private static async Task<int> NeverAsync(IdleLimit idle)
    {
        await Task.Delay(Timeout.Infinite, idle.Token);
        return 0;
    }
}
