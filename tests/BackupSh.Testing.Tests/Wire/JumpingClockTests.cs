using BackupSh.TestSupport.Wire;

namespace BackupSh.Testing.Tests.Wire;

public sealed class JumpingClockTests
{
    private readonly JumpingClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delay_OfAnyLength_PassesAtOnceOnTheClock()
    {
        DateTimeOffset before = _clock.GetUtcNow();
        long started = _clock.GetTimestamp();

        await Task.Delay(Timeout.InfiniteTimeSpan, _clock, Token).WaitAsync(TimeSpan.FromHours(1), _clock, Token).ContinueWith(_ => { }, Token);

        Assert.Equal(before.AddHours(1), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(1), _clock.GetElapsedTime(started));
        Assert.Equal([TimeSpan.FromHours(1)], _clock.Waits);
    }

    [Fact]
    public async Task Limit_OthersWaitLonger_PassesOnlyWhenTold()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(5), _clock);
        using CancellationTokenSource lifted = new(TimeSpan.FromSeconds(5), _clock);
        lifted.CancelAfter(Timeout.InfiniteTimeSpan);

        await Task.Delay(Timeout.InfiniteTimeSpan, _clock, Token).WaitAsync(TimeSpan.FromMinutes(1), _clock, Token).ContinueWith(_ => { }, Token);
        bool early = limit.IsCancellationRequested;
        _clock.ExpireLimits();

        Assert.False(early);
        Assert.True(limit.IsCancellationRequested);
        Assert.False(lifted.IsCancellationRequested);
    }
}
