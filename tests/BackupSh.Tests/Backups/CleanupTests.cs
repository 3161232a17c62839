using BackupSh.Backups;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace BackupSh.Tests.Backups;

public sealed class CleanupTests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger _logger = new();
    private readonly Cleanup _cleanup;

    public CleanupTests() => _cleanup = new Cleanup(Budget, _time, _logger);

    [Fact]
    public async Task TryAsync_Works_LogsNothing()
    {
        bool done = false;

        await _cleanup.TryAsync("nas", "claim", _ => { done = true; return Task.CompletedTask; });

        Assert.True(done);
        Assert.Equal(0, _logger.Collector.Count);
    }

    [Fact]
    public async Task TryAsync_Fails_LogsWhatStaysWhere()
    {
        IOException failure = new("gone");

        await _cleanup.TryAsync("nas", "claim 'x'", _ => throw failure);

        FakeLogRecord record = _logger.LatestRecord;
        Assert.Equal((LogLevel.Warning, 8), (record.Level, record.Id.Id));
        Assert.Same(failure, record.Exception);
        Assert.Contains("claim 'x' in storage 'nas'", record.Message, StringComparison.Ordinal);
    }

    // Two timers end at the same moment, and nothing says which is the first: here the token's own is not in time at all.
    [Fact]
    public async Task TryAsync_WaitEndsBeforeTheTokensTimer_IsCancelledAllTheSame()
    {
        LateFirstTimer time = new();
        TaskCompletionSource heard = new();
        Task work = new Cleanup(Budget, time, _logger).TryAsync("nas", "claim", token =>
        {
            token.Register(heard.SetResult);
            return new TaskCompletionSource().Task;
        });

        time.Advance(Budget);
        await work;

        Assert.True(heard.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task TryAsync_Hangs_IsCancelledAndGivenUpWhenTheBudgetIsSpent()
    {
        CancellationToken seen = default;
        Task work = _cleanup.TryAsync("nas", "claim", async token =>
        {
            seen = token;
            await new TaskCompletionSource().Task;
        });
        _time.Advance(Budget - TimeSpan.FromTicks(1));
        Assert.False(work.IsCompleted);

        _time.Advance(TimeSpan.FromTicks(1));
        await work;

        Assert.True(seen.IsCancellationRequested);
        Assert.Equal(1, _logger.Collector.Count);
    }

    [Fact]
    public async Task TryAsync_BudgetOfAStorageSpent_AsksItNoMoreAndTheOthersStill()
    {
        Task first = _cleanup.TryAsync("slow", "claim", _ => new TaskCompletionSource().Task);
        _time.Advance(Budget);
        await first;
        List<string> asked = [];

        await _cleanup.TryAsync("slow", "archive", _ => Ask("slow"));
        await _cleanup.TryAsync("fast", "archive", _ => Ask("fast"));

        Assert.Equal(["fast"], asked);
        Assert.Equal(2, _logger.Collector.Count);

        Task Ask(string storage)
        {
            asked.Add(storage);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task TryWaitAsync_EndsByItself_IsTrue() => Assert.True(await _cleanup.TryWaitAsync("nas", Task.CompletedTask));

    [Fact]
    public async Task TryWaitAsync_NeverEnds_IsFalseAfterTheBudget()
    {
        Task<bool> wait = _cleanup.TryWaitAsync("nas", new TaskCompletionSource().Task);

        _time.Advance(Budget);

        Assert.False(await wait);
    }

    private sealed class LateFirstTimer : FakeTimeProvider
    {
        private bool _madeOne;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            TimeSpan due = _madeOne ? dueTime : dueTime + Budget;
            _madeOne = true;
            return base.CreateTimer(callback, state, due, period);
        }
    }
}
